package org.qmp4j.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.codegen.Peer;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.IntegerTypes;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.TypeNames;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** The source of the schema: exactly one of the five parameters. */
final class SchemaInput {
    private final String description;
    private final Source source;
    private final UnaryOperator<String> fileNames;

    private interface Source {
        Schema read();
    }

    private SchemaInput(String description, Source source) {
        this(description, source, UnaryOperator.identity());
    }

    private SchemaInput(String description, Source source, UnaryOperator<String> fileNames) {
        this.description = description;
        this.source = source;
        this.fileNames = fileNames;
    }

    static SchemaInput of(
            @Nullable File schema,
            @Nullable File introspection,
            @Nullable String address,
            @Nullable File facts,
            @Nullable Peer bundled)
            throws MojoExecutionException {
        List<SchemaInput> given = new ArrayList<>();
        if (schema != null) {
            given.add(new SchemaInput(
                    schema.getPath(),
                    () -> QapiSource.read(schema.toPath(), Dialect.LENIENT).schema(),
                    file -> relativeName(schema.toPath(), file)));
        }
        if (introspection != null) {
            given.add(new SchemaInput(
                    introspection.getPath(), () -> withKnownTypes(Introspection.read(introspection.toPath()))));
        }
        if (address != null) {
            given.add(new SchemaInput(address, () -> withKnownTypes(query(address))));
        }
        if (facts != null) {
            given.add(new SchemaInput(facts.getPath(), () -> FactsFile.read(facts.toPath())));
        }
        if (bundled != null) {
            given.add(new SchemaInput(
                    "the bundled schemas of " + bundled,
                    () -> bundled == Peer.QEMU ? KnownSchemas.qemu() : KnownSchemas.guestAgent()));
        }
        if (given.size() != 1) {
            throw new MojoExecutionException(
                    "set exactly one of <schema>, <introspection>, <address>, <facts> and <bundled>; "
                            + (given.isEmpty() ? "none is set" : "these are set: " + given));
        }
        return given.get(0);
    }

    Schema read() {
        return source.read();
    }

    /** The name of a schema file in generated files, which is the same on every machine. */
    String nameOf(String file) {
        return fileNames.apply(file);
    }

    // Relative to the folder above the schema's folder, as in QEMU: qapi/block-core.json.
    private static String relativeName(Path schema, String file) {
        Path above = schema.toAbsolutePath().resolveSibling("..").normalize();
        return above.relativize(Path.of(file).toAbsolutePath().normalize())
                .toString()
                .replace(File.separatorChar, '/');
    }

    // Introspection has no names for types, and only one type for integers. They are taken from QEMU's known schemas.
    private static Schema withKnownTypes(Schema introspected) {
        Schema known = KnownSchemas.qemu();
        return IntegerTypes.takenFrom(known, TypeNames.takenFrom(known, introspected));
    }

    private static Schema query(String address) {
        // QEMU replies in milliseconds, but a QEMU that exec: has just started may need seconds.
        try (QmpClient client = QmpClient.connect(Endpoint.parse(address))) {
            return Introspection.read(
                    client.execute(RawCommand.named("query-qmp-schema"), CallOptions.timeout(Duration.ofSeconds(30))));
        } catch (QmpException failed) {
            throw new SchemaException(null, String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}

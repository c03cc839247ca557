package org.qmp4j.maven;

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.transport.Endpoint;
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

/** The one place that the schema comes from. */
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
                    file -> fromAbove(schema.toPath(), file)));
        }
        if (introspection != null) {
            given.add(
                    new SchemaInput(introspection.getPath(), () -> named(Introspection.read(introspection.toPath()))));
        }
        if (address != null) {
            given.add(new SchemaInput(address, () -> named(ask(address))));
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
            throw new MojoExecutionException("set one of <schema>, <introspection>, <address>, <facts> and <bundled>, "
                    + (given.isEmpty() ? "none is set" : "these are set: " + given));
        }
        return given.get(0);
    }

    Schema read() {
        return source.read();
    }

    /** What generated files call a file of the schema: the same on every machine. */
    String nameOf(String file) {
        return fileNames.apply(file);
    }

    // From the folder above the schema's own: what QEMU calls qapi/block-core.json is called so.
    private static String fromAbove(Path schema, String file) {
        Path above = schema.toAbsolutePath().resolveSibling("..").normalize();
        return above.relativize(Path.of(file).toAbsolutePath().normalize())
                .toString()
                .replace(File.separatorChar, '/');
    }

    // Introspection has no names for types, and one type for integers: where QEMU's own are known, generated code has
    // them.
    private static Schema named(Schema introspected) {
        Schema known = KnownSchemas.qemu();
        return IntegerTypes.takenFrom(known, TypeNames.takenFrom(known, introspected));
    }

    private static Schema ask(String address) {
        // QEMU answers in milliseconds; one that was just started by exec: may take seconds to come up.
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

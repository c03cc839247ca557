package org.qmp4j.maven;

import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.codegen.Peer;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.Dialect;
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

    private interface Source {
        Schema read();
    }

    private SchemaInput(String description, Source source) {
        this.description = description;
        this.source = source;
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
                    () -> QapiSource.read(schema.toPath(), Dialect.LENIENT).schema()));
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

    // Introspection has no names for types: where QEMU's own are known, generated code bears them.
    private static Schema named(Schema introspected) {
        return TypeNames.takenFrom(KnownSchemas.qemu(), introspected);
    }

    private static Schema ask(String address) {
        // QEMU answers in milliseconds; one that was just started by exec: may take seconds to come up.
        try (QmpClient client = QmpClient.connect(Endpoint.parse(address))) {
            return Introspection.read(
                    client.execute(RawCommand.named("query-qmp-schema"), CallOptions.deadline(Duration.ofSeconds(30))));
        } catch (QmpException failed) {
            throw new SchemaException(null, String.valueOf(failed.getMessage()), failed);
        }
    }

    @Override
    public String toString() {
        return description;
    }
}

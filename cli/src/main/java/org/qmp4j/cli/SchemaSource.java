package org.qmp4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.schema.SchemaFile;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.TypeNames;
import org.qmp4j.schema.model.Schema;

/** Where a schema comes from, as a person names it: a version, a file, or the address of a running QEMU. */
final class SchemaSource {
    private final Environment environment;

    SchemaSource(Environment environment) {
        this.environment = environment;
    }

    Schema read(String word) {
        if (KnownSchemas.versions().contains(word)) {
            return KnownSchemas.qemu(word);
        }
        // A socket is no regular file: such a path is an address.
        if (!word.contains(":") && Files.isRegularFile(Path.of(word))) {
            return SchemaFile.read(Path.of(word));
        }
        DialOut dialOut = new DialOut(environment);
        dialOut.takeAddress(List.of(word));
        try (Session session = dialOut.open(ConnectOptions.builder())) {
            return of(session.client());
        }
    }

    /** What a QEMU says of itself, with the names and versions that are known. */
    static Schema of(QmpClient client) {
        Schema introspected = Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
        return TypeNames.takenFrom(KnownSchemas.qemu(), introspected);
    }
}

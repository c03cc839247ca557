package org.qmp4j.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.cli.schema.SchemaFile;
import org.qmp4j.client.QmpClient;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.TypeNames;
import org.qmp4j.schema.model.Schema;

/** Reads the schema that an argument names: a version, a file, or the address of a running QEMU. */
final class SchemaSource {
    private SchemaSource() {}

    /**
     * A schema and its version.
     *
     * @param version the version of the running QEMU; for a file, the newest known version
     */
    record Versioned(Schema schema, QemuVersion version) {}

    static Schema read(String source) {
        return readWithVersion(source).schema();
    }

    /** Like {@link #read}, with the version. */
    static Versioned readWithVersion(String source) {
        if (KnownSchemas.versions().contains(source)) {
            return new Versioned(KnownSchemas.qemu(source), version(source));
        }
        // The path of a socket is an address: a socket is not a regular file.
        if (!source.contains(":") && Files.isRegularFile(Path.of(source))) {
            return new Versioned(SchemaFile.read(Path.of(source)), newest());
        }
        try (Session session = Session.over(QmpClient.connect(Address.parse(source)))) {
            return new Versioned(
                    of(session.client()), session.client().greeting().version());
        }
    }

    private static QemuVersion newest() {
        List<String> versions = KnownSchemas.versions();
        return version(versions.get(versions.size() - 1));
    }

    private static QemuVersion version(String known) {
        String[] parts = known.split("\\.", -1);
        return new QemuVersion(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), 0, "");
    }

    /** The introspection of a QEMU, with names and versions from the known schemas. */
    static Schema of(QmpClient client) {
        Schema introspected = Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
        return TypeNames.takenFrom(KnownSchemas.qemu(), introspected);
    }
}

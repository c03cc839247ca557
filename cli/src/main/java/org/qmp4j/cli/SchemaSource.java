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

/** Where a schema comes from, as a person names it: a version, a file, or the address of a running QEMU. */
final class SchemaSource {
    private SchemaSource() {}

    /**
     * A schema, and of which version.
     *
     * @param version as a running QEMU tells it; of a schema from elsewhere the newest that is known
     */
    record Versioned(Schema schema, QemuVersion version) {}

    static Schema read(String word) {
        return readWithVersion(word).schema();
    }

    /** As {@link #read}. */
    static Versioned readWithVersion(String word) {
        if (KnownSchemas.versions().contains(word)) {
            return new Versioned(KnownSchemas.qemu(word), version(word));
        }
        // A socket is no regular file: such a path is an address.
        if (!word.contains(":") && Files.isRegularFile(Path.of(word))) {
            return new Versioned(SchemaFile.read(Path.of(word)), newest());
        }
        try (Session session = Session.over(QmpClient.connect(Address.parse(word)))) {
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

    /** What a QEMU says of itself, with the names and versions that are known. */
    static Schema of(QmpClient client) {
        Schema introspected = Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
        return TypeNames.takenFrom(KnownSchemas.qemu(), introspected);
    }
}

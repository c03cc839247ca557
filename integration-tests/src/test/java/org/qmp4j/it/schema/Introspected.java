package org.qmp4j.it.schema;

import java.nio.file.Path;
import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.model.Schema;

/** The introspection of QEMU's programs. */
public final class Introspected {
    public static final String SYSTEM = "qemu-system-x86_64";
    public static final String STORAGE_DAEMON = "qemu-storage-daemon";

    private Introspected() {}

    /** Of a program of the QEMU under test. */
    public static Schema run(String program) throws Exception {
        try (RealQemu qemu = program.equals(SYSTEM) ? RealQemu.start() : RealQemu.startStorageDaemon()) {
            return schemaOf(qemu);
        }
    }

    /** Of the {@code qemu-system-x86_64} of another version. */
    static Schema other(Path program) throws Exception {
        List<String> command = List.of(
                program.toString(),
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-qmp",
                "unix:{}/qmp,server=on,wait=off");
        try (RealQemu qemu = RealQemu.run(RealQemu.newFolder(), command)) {
            qemu.awaitSocket("qmp");
            return schemaOf(qemu);
        }
    }

    private static Schema schemaOf(RealQemu qemu) throws Exception {
        try (QmpClient client = QmpClient.connect(qemu.endpoint())) {
            return Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
        }
    }
}

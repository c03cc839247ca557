package org.qmp4j.it.support;

import java.nio.file.Path;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** A QEMU that repeatedly connects to the socket {@code in} of its folder, and also has a listening monitor. */
public final class DiallingQemu {
    /** The name of the character device that connects. */
    public static final String CHARDEV = "c";

    private DiallingQemu() {}

    /** Starts it in a folder of {@link RealQemu#newFolder()}, where the listener may or may not be bound yet. */
    public static RealQemu startIn(Path folder, String... more) throws Exception {
        Stream<String> monitors = Stream.of(
                "-qmp",
                "unix:{}/qmp,server=on,wait=off",
                "-chardev",
                "socket,id=" + CHARDEV + ",path={}/in,server=off," + dialAgain(),
                "-mon",
                "chardev=" + CHARDEV + ",mode=control");
        return RealQemu.startIn(folder, Stream.concat(monitors, Stream.of(more)).toArray(String[]::new));
    }

    private static String dialAgain() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                RawSocket socket = RawSocket.connect(qemu.path("qmp"))) {
            JsonNode version = socket.message().path("QMP").path("version").path("qemu");
            int major = version.path("major").asInt();
            int minor = version.path("minor").asInt();
            return major > 9 || (major == 9 && minor >= 2) ? "reconnect-ms=300" : "reconnect=1";
        }
    }
}

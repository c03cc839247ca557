package org.qmp4j.it.support;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Which ports QEMU was given: its sockets ask the kernel for a free one with {@code port=0}, so that none can clash. */
public final class TcpPorts {
    private static final Pattern PORT = Pattern.compile(":(\\d+),");

    private TcpPorts() {}

    /** The port of a listening chardev, which the monitor {@code qmp} reports. */
    public static int of(RealQemu qemu, String chardev) throws IOException {
        try (RawSocket socket = RawSocket.negotiated(qemu.path("qmp"))) {
            socket.send("{\"execute\":\"query-chardev\",\"id\":1}");
            JsonNode all = socket.answer("1").path("return");
            for (JsonNode one : all) {
                Matcher port = PORT.matcher(one.path("filename").stringValue());
                if (one.path("label").stringValue().equals(chardev) && port.find()) {
                    return Integer.parseInt(port.group(1));
                }
            }
            throw new IllegalStateException("no port of " + chardev + " in " + all);
        }
    }
}

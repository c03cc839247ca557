package org.qmp4j.client.transport;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table {@code /proc/net/unix} of the unix sockets of all users. The kernel prints the names as they are, so a name with a line
 * feed takes several lines. Any user can choose such a name: nothing that stands in the table is an error.
 */
final class UnixTable {
    private static final Path TABLE = Path.of("/proc/net/unix");

    // Num RefCount Protocol Flags Type St Inode, and a space and the name where there is one.
    private static final Pattern ROW = Pattern.compile(
            "(?md)^[0-9a-fA-F]{8,16}: [0-9A-F]{8} [0-9A-F]{8} ([0-9A-F]{8}) [0-9A-F]{4} ([0-9A-F]{2}) +(\\d+)(?: |$)");

    private static final long ACCEPTS_CONNECTIONS = 0x10000;

    private UnixTable() {}

    /**
     * One socket.
     *
     * @param name the path that its owner gave it; of an abstract socket {@code @} and its name; empty if it has none
     */
    record Row(boolean listening, int state, String inode, String name) {
        // SS_CONNECTING and SS_CONNECTED of the kernel's enum socket_state.
        private static final int CONNECTING = 2;
        private static final int CONNECTED = 3;

        boolean waitsToBeAccepted() {
            return !listening && state == CONNECTING;
        }

        boolean isAccepted() {
            return !listening && state == CONNECTED;
        }
    }

    static List<Row> read() throws IOException {
        return parse(new String(Files.readAllBytes(TABLE), StandardCharsets.UTF_8));
    }

    static List<Row> parse(String table) {
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(table);
        boolean found = row.find();
        while (found) {
            boolean listening = (Long.parseLong(row.group(1), 16) & ACCEPTS_CONNECTIONS) != 0;
            int state = Integer.parseInt(row.group(2), 16);
            String inode = row.group(3);
            int start = row.end();
            found = row.find();
            int end = found ? row.start() : table.length();
            rows.add(new Row(listening, state, inode, withoutLineEnd(table.substring(start, end))));
        }
        return rows;
    }

    private static String withoutLineEnd(String name) {
        return name.endsWith("\n") ? name.substring(0, name.length() - 1) : name;
    }
}

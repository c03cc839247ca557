package org.qmp4j.client.session;

import java.util.HashMap;
import java.util.Map;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.QmpJson;

/**
 * How many bytes a reply of a guest agent may have. The guest controls the agent, and nearly all of its replies are
 * short. So a higher limit is in force only while a command with a long reply is in flight. Immutable.
 */
final class AgentMessageLimits {
    private static final int USUAL = 1 << 20;

    /** For lists with an entry for each disk, network interface, route or piece of memory of the guest. */
    private static final int LIST = 16 << 20;

    /**
     * For the content of files and the output of programs. One read returns at most 48 MiB, which are 64 MiB in base64;
     * a program returns at most 16 MiB of output and 16 MiB of errors (QGA_READ_COUNT_MAX and GUEST_EXEC_MAX_OUTPUT in
     * QEMU's qga/commands*.c).
     */
    private static final int CONTENT = 96 << 20;

    /** What is allowed unless the application has set a limit. */
    static final AgentMessageLimits STANDARD = new AgentMessageLimits(USUAL, table());

    private final int usual;
    private final Map<String, Integer> larger;

    private AgentMessageLimits(int usual, Map<String, Integer> larger) {
        this.usual = usual;
        this.larger = Map.copyOf(larger);
    }

    private static Map<String, Integer> table() {
        Map<String, Integer> table = new HashMap<>();
        for (String command : new String[] {"guest-file-read", "guest-exec-status"}) {
            table.put(command, CONTENT);
        }
        for (String command : new String[] {
            "guest-get-memory-blocks",
            "guest-set-memory-blocks",
            "guest-get-vcpus",
            "guest-get-cpustats",
            "guest-get-disks",
            "guest-get-diskstats",
            "guest-get-fsinfo",
            "guest-fstrim",
            "guest-get-devices",
            "guest-get-users",
            "guest-network-get-interfaces",
            "guest-network-get-route",
            "guest-ssh-get-authorized-keys"
        }) {
            table.put(command, LIST);
        }
        return table;
    }

    /** The limits for a connection: if the application has set a limit, it holds for all answers. */
    static AgentMessageLimits of(ConnectOptions options) {
        return options.maxMessageBytes().isPresent()
                ? new AgentMessageLimits(options.maxMessageBytes().getAsInt(), Map.of())
                : STANDARD;
    }

    /** The limit while no command with a long reply is in flight. */
    int usual() {
        return usual;
    }

    /** The limit while that command is in flight. */
    int of(String command) {
        return larger.getOrDefault(command, usual);
    }

    FrameLimits frameLimits() {
        return new FrameLimits(usual, QmpJson.MAX_NESTING);
    }
}

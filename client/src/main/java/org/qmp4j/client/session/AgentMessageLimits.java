package org.qmp4j.client.session;

import java.util.HashMap;
import java.util.Map;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.protocol.QmpJson;

/**
 * How many bytes an answer of a guest agent may have. The agent is in the hands of the guest, and nearly all of its answers
 * are short, so more is allowed only while a command is in flight whose answer can be long by its nature. Immutable.
 */
public final class AgentMessageLimits {
    private static final int USUAL = 1 << 20;

    /** For lists with an entry for each disk, network interface, route or piece of memory of the guest. */
    private static final int LIST = 16 << 20;

    /**
     * For the content of files: one read has at most 48 MiB, 64 MiB in base64, and the output of a program at most 16 MiB and
     * as much of errors (QGA_READ_COUNT_MAX and GUEST_EXEC_MAX_OUTPUT in QEMU's qga/commands*.c).
     */
    private static final int CONTENT = 96 << 20;

    /** What is allowed unless the application has set a limit. */
    public static final AgentMessageLimits STANDARD = new AgentMessageLimits(USUAL, table());

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

    /** One limit for all answers. */
    public static AgentMessageLimits same(int bytes) {
        return new AgentMessageLimits(bytes, Map.of());
    }

    /** The limit while none of the commands with long answers is in flight. */
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

package org.qmp4j.client.options;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * How long a command may take when its caller does not say: 5 s, and more for those that are known to take longer. The
 * timeout ends the waiting, not the command. Immutable.
 */
public final class DefaultTimeouts {
    private static final Duration USUAL = Duration.ofSeconds(5);
    /** Opens, closes or plugs something, which may wait for a disk or a network. */
    private static final Duration DEVICE = Duration.ofSeconds(60);
    /** Begins, ends or waits for a block job, with all requests in flight drained. */
    private static final Duration BLOCK_JOB = Duration.ofMinutes(10);
    /** Does not answer before a copy of the memory or of a disk is done. */
    private static final Duration COPY = Duration.ofHours(1);

    private static final Map<String, Duration> TABLE = table();

    /** The table as it stands here. */
    public static final DefaultTimeouts STANDARD = new DefaultTimeouts(USUAL, TABLE);

    private final Duration usual;
    private final Map<String, Duration> longer;

    private DefaultTimeouts(Duration usual, Map<String, Duration> longer) {
        this.usual = usual;
        this.longer = Map.copyOf(longer);
    }

    private static Map<String, Duration> table() {
        Map<String, Duration> table = new HashMap<>();
        put(table, DEVICE, "blockdev-add", "blockdev-del", "blockdev-reopen", "blockdev-change-medium");
        put(table, DEVICE, "blockdev-open-tray", "blockdev-close-tray", "blockdev-insert-medium", "eject", "change");
        put(table, DEVICE, "device_add", "device_del", "netdev_add", "netdev_del", "object-add", "object-del");
        put(table, DEVICE, "chardev-add", "chardev-change", "chardev-remove", "block-export-add", "block-export-del");
        put(table, DEVICE, "nbd-server-start", "nbd-server-stop", "nbd-server-add", "nbd-server-remove");
        put(table, DEVICE, "human-monitor-command", "screendump", "quit", "system_reset");
        put(table, BLOCK_JOB, "block-commit", "block-stream", "block_resize", "blockdev-backup", "blockdev-create");
        put(table, BLOCK_JOB, "blockdev-mirror", "drive-backup", "drive-mirror", "change-backing-file", "transaction");
        put(table, BLOCK_JOB, "job-cancel", "job-complete", "job-dismiss", "job-finalize", "job-pause", "job-resume");
        put(table, BLOCK_JOB, "block-job-cancel", "block-job-complete", "block-job-pause", "block-job-resume");
        put(table, BLOCK_JOB, "block-job-dismiss", "block-job-finalize", "block-job-change", "job-change");
        put(table, BLOCK_JOB, "blockdev-snapshot", "blockdev-snapshot-sync", "blockdev-snapshot-internal-sync");
        put(table, BLOCK_JOB, "blockdev-snapshot-delete-internal-sync", "stop", "cont");
        put(table, COPY, "migrate", "migrate-incoming", "migrate-recover", "migrate-pause", "migrate-continue");
        put(
                table,
                COPY,
                "snapshot-save",
                "snapshot-load",
                "snapshot-delete",
                "dump-guest-memory",
                "memsave",
                "pmemsave");
        put(table, COPY, "xen-save-devices-state", "xen-load-devices-state");
        put(
                table,
                DEVICE,
                "guest-file-read",
                "guest-file-write",
                "guest-fsfreeze-freeze",
                "guest-fsfreeze-freeze-list");
        put(table, DEVICE, "guest-fsfreeze-thaw", "guest-get-fsinfo", "guest-get-disks", "guest-set-vcpus");
        put(table, BLOCK_JOB, "guest-fstrim");
        return table;
    }

    private static void put(Map<String, Duration> table, Duration timeout, String... commands) {
        for (String command : commands) {
            if (table.put(command, timeout) != null) {
                throw new IllegalStateException(command + " is in the table twice");
            }
        }
    }

    /** The timeout of a command by its name. */
    public Duration of(String command) {
        return longer.getOrDefault(command, usual);
    }

    /**
     * This table with another timeout for one command.
     *
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public DefaultTimeouts with(String command, Duration timeout) {
        Map<String, Duration> changed = new HashMap<>(longer);
        changed.put(command, requirePositive(timeout));
        return new DefaultTimeouts(usual, changed);
    }

    /**
     * This table with another timeout for the commands that are not in it.
     *
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public DefaultTimeouts withUsual(Duration timeout) {
        return new DefaultTimeouts(requirePositive(timeout), longer);
    }

    private static Duration requirePositive(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        return timeout;
    }
}

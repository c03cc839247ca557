package org.qmp4j.client.transport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An address and the options after it, as QEMU's {@code -qmp} and {@code -chardev} have them: {@code
 * unix:/run/vm.qmp,server=on,wait=off}. A comma in a value is written twice, and an option without a value is on.
 */
final class QemuAddress {
    /** The options of QEMU's socket that concern its end of the connection only. */
    private static final Set<String> WITHOUT_MEANING = Set.of(
            "id",
            "server",
            "wait",
            "delay",
            "nodelay",
            "ipv4",
            "ipv6",
            "reconnect",
            "reconnect-ms",
            "mux",
            "logfile",
            "logappend",
            "logtimestamp");

    /** Options with which this program cannot connect, and what to do. */
    private static final Map<String, String> UNUSABLE = Map.of(
            "telnet", "QMP over telnet is not supported; start QEMU without this option",
            "tn3270", "QMP over telnet is not supported; start QEMU without this option",
            "websocket", "QMP over a websocket is not supported; start QEMU without this option",
            "tls-creds", "QEMU expects TLS there; write tls:HOST:PORT",
            "tls-authz", "QEMU expects TLS there; write tls:HOST:PORT",
            "to", "QEMU may have taken another port; write the one that it has, as in tcp:HOST:PORT");

    private final String text;
    private final String first;
    private final Map<String, String> options = new LinkedHashMap<>();

    /**
     * Splits an address.
     *
     * @param text the whole, for messages
     * @param rest what stands behind the scheme
     */
    QemuAddress(String text, String rest) {
        this.text = text;
        List<String> parts = split(rest);
        this.first = parts.get(0);
        parts.subList(1, parts.size()).forEach(this::add);
    }

    private void add(String option) {
        int equals = option.indexOf('=');
        if (equals >= 0) {
            options.put(option.substring(0, equals), option.substring(equals + 1));
        } else if (isOldNegation(option)) {
            options.put(option.substring("no".length()), "off");
        } else {
            options.put(option, "on");
        }
    }

    private static List<String> split(String rest) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        int at = 0;
        while (at < rest.length()) {
            if (rest.startsWith(",,", at)) {
                at++;
                part.append(',');
            } else if (rest.charAt(at) == ',') {
                parts.add(part.toString());
                part.setLength(0);
            } else {
                part.append(rest.charAt(at));
            }
            at++;
        }
        parts.add(part.toString());
        return parts;
    }

    /** The whole, for messages. */
    String text() {
        return text;
    }

    /** What stands before the first option: a path, or host and port. */
    String first() {
        return first;
    }

    // nowait and noserver, which QEMU still takes.
    private static boolean isOldNegation(String option) {
        return option.startsWith("no") && !isKnown(option) && isKnown(option.substring("no".length()));
    }

    private static boolean isKnown(String name) {
        return WITHOUT_MEANING.contains(name) || UNUSABLE.containsKey(name);
    }

    /** The value of an option that has a meaning, which is then no longer among the others; null where it is missing. */
    @Nullable
    String take(String name) {
        return options.remove(name);
    }

    /** Whether a switch is on, which is then no longer among the others. */
    boolean takeSwitch(String name, boolean ifMissing) {
        String value = take(name);
        return value == null ? ifMissing : !isOff(value);
    }

    // qapi_bool_parse of QEMU.
    private static boolean isOff(String value) {
        return Set.of("off", "no", "false", "n").contains(value);
    }

    /**
     * Makes sure that all options that are left can be ignored.
     *
     * @throws IllegalArgumentException with the name of one that cannot
     */
    void requireNoOthers() {
        options.forEach((name, value) -> {
            String reason = UNUSABLE.get(name);
            if (reason != null && !isOff(value)) {
                throw new IllegalArgumentException(
                        "cannot connect to '" + text + "' with the option " + name + ": " + reason);
            }
            if (!isKnown(name)) {
                throw new IllegalArgumentException(
                        "unknown option '" + name + "' in '" + text + "'; write a comma in a path twice: ',,'");
            }
        });
    }
}

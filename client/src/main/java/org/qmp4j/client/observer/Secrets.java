package org.qmp4j.client.observer;

import java.util.Map;
import java.util.Set;

/**
 * Which members of which messages hold secrets, or whatever a guest or a person typed. Names that only refer to a secret
 * ({@code key-secret}, {@code password-secret}, {@code tls-creds}, {@code keyid}) do not.
 */
final class Secrets {
    /** Every member of the message, for commands whose whole answer may be a secret. */
    static final String ALL = "*";

    private static final Set<String> ALWAYS = Set.of("password", "cookie");

    private static final Map<String, Set<String>> IN_COMMANDS = Map.ofEntries(
            Map.entry("object-add", Set.of("data")),
            Map.entry("qom-set", Set.of("value")),
            Map.entry("change", Set.of("arg")),
            Map.entry("human-monitor-command", Set.of("command-line")),
            Map.entry("send-key", Set.of("keys")),
            Map.entry("input-send-event", Set.of("events")),
            Map.entry("ringbuf-write", Set.of("data")),
            Map.entry("guest-exec", Set.of("arg", "env", "input-data")),
            Map.entry("guest-file-write", Set.of("buf-b64")),
            Map.entry("guest-ssh-add-authorized-keys", Set.of("keys")),
            Map.entry("guest-ssh-remove-authorized-keys", Set.of("keys")));

    private static final Map<String, Set<String>> IN_REPLIES = Map.of(
            "qom-get", Set.of(ALL),
            "qom-list-get", Set.of("value"),
            "human-monitor-command", Set.of(ALL),
            "ringbuf-read", Set.of(ALL),
            "guest-exec-status", Set.of("out-data", "err-data"),
            "guest-file-read", Set.of("buf-b64"),
            "guest-ssh-get-authorized-keys", Set.of("keys"));

    private Secrets() {}

    static boolean isSecretInCommand(String command, String member) {
        return ALWAYS.contains(member)
                || IN_COMMANDS.getOrDefault(command, Set.of()).contains(member);
    }

    static boolean isSecretInReply(String command, String member) {
        Set<String> secrets = IN_REPLIES.getOrDefault(command, Set.of());
        return ALWAYS.contains(member)
                || secrets.contains(member)
                || (secrets.contains(ALL) && member.equals("return"));
    }
}

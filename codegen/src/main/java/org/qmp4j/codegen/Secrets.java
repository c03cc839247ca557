package org.qmp4j.codegen;

import java.util.Set;

/** Members whose values are not for logs: {@code toString()} shows that they are there, and no more. */
final class Secrets {
    private static final Set<String> MEMBERS = Set.of(
            "password",
            "passwd",
            "buf-b64",
            "input-data",
            "env",
            "arg",
            "out-data",
            "err-data",
            "command-line",
            "keys",
            "crypted-password",
            "expired-password");
    /** Where {@code data} holds key material, or text that was typed. */
    private static final Set<String> OWNERS_OF_DATA =
            Set.of("SecretCommonProperties", "SecretProperties", "ringbuf-write");
    /** Where {@code cookie} is what a browser would send; elsewhere it is a number of a network's flow. */
    private static final Set<String> OWNERS_OF_COOKIE = Set.of("BlockdevOptionsCurlHttp", "BlockdevOptionsCurlHttps");

    private Secrets() {}

    static boolean isSecret(String owner, String member) {
        return MEMBERS.contains(member)
                || switch (member) {
                    case "data" -> OWNERS_OF_DATA.contains(owner);
                    case "cookie" -> OWNERS_OF_COOKIE.contains(owner);
                    // Elsewhere 'secret' is the name of an object, and 'key' a number.
                    case "secret" -> owner.equals("sev-inject-launch-secret");
                    case "key" -> owner.equals("InputKeyEvent");
                    default -> false;
                };
    }
}

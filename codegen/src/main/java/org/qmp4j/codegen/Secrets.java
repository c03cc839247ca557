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
            "cookie",
            "crypted-password",
            "expired-password");
    /** Where {@code data} holds key material, or text that was typed. */
    private static final Set<String> OWNERS_OF_DATA =
            Set.of("SecretCommonProperties", "SecretProperties", "ringbuf-write");

    private Secrets() {}

    static boolean isSecret(String owner, String member) {
        return MEMBERS.contains(member) || (member.equals("data") && OWNERS_OF_DATA.contains(owner));
    }
}

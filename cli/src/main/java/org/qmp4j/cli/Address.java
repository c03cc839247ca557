package org.qmp4j.cli;

import java.util.List;
import java.util.Optional;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.transport.Endpoint;

/** Addresses as people give them: as a word, or once and for all in a variable. */
final class Address {
    static final String VARIABLE = "QMP_ADDRESS";

    private static final List<String> SCHEMES = List.of("unix:", "tcp:", "tls:", "exec:", "inherited:", "socket,");

    private Address() {}

    /** Whether a word is an address and cannot be the name of a command or an event, or a line for the monitor. */
    static boolean isUnmistakable(String word) {
        return word.startsWith("/")
                || word.startsWith("./")
                || word.startsWith("../")
                || SCHEMES.stream().anyMatch(word::startsWith);
    }

    static Optional<String> ofVariable(Environment environment) {
        return environment.variable(VARIABLE);
    }

    static Endpoint parse(String text) {
        try {
            return Endpoint.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong);
        }
    }
}

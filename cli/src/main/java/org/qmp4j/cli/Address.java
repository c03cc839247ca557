package org.qmp4j.cli;

import java.util.List;
import java.util.Optional;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.Endpoint;

/** Addresses from arguments and from the environment. */
final class Address {
    static final String VARIABLE = "QMP_ADDRESS";

    private static final List<String> SCHEMES = List.of("unix:", "tcp:", "tls:", "exec:", "inherited:", "socket,");

    private Address() {}

    /** Whether an argument can only be an address, and not the name of a command or an event, or a line for the monitor. */
    static boolean isUnambiguous(String argument) {
        return argument.startsWith("/")
                || argument.startsWith("./")
                || argument.startsWith("../")
                || SCHEMES.stream().anyMatch(argument::startsWith);
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

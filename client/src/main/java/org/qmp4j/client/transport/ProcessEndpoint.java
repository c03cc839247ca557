package org.qmp4j.client.transport;

import java.io.IOException;
import java.util.List;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.protocol.CommandLineSecrets;

/** A program that speaks on its standard input and output. */
record ProcessEndpoint(List<String> command) implements Endpoint {
    ProcessEndpoint {
        command = List.copyOf(command);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("no program to start");
        }
    }

    @Override
    public Transport open(Deadline deadline) {
        try {
            return ProcessTransport.over(new ProcessBuilder(command).start(), toString());
        } catch (IOException failed) {
            throw new QmpConnectException("could not start '" + command.get(0) + "': " + failed.getMessage(), failed);
        }
    }

    /** {@code exec:qemu-system-x86_64 -qmp stdio}, without the secrets of its options. */
    @Override
    public String toString() {
        return "exec:" + String.join(" ", CommandLineSecrets.of(command).words());
    }
}

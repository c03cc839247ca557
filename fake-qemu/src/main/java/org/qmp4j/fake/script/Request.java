package org.qmp4j.fake.script;

import java.io.FileDescriptor;
import java.util.Optional;
import java.util.function.Supplier;
import org.qmp4j.protocol.Secrets;
import tools.jackson.databind.JsonNode;

/**
 * A command that the fake was sent and that its schema has nothing against.
 *
 * @param command its name
 * @param arguments an object, empty where it was sent without any
 * @param id as it was sent
 * @param outOfBand whether it was sent by {@code exec-oob}
 * @param descriptor takes the file descriptor that was sent with it, if there is one and it was not taken yet
 */
public record Request(
        String command,
        JsonNode arguments,
        Optional<JsonNode> id,
        boolean outOfBand,
        Supplier<Optional<FileDescriptor>> descriptor) {
    /** An argument; missing where it is not there. */
    public JsonNode argument(String name) {
        return arguments.path(name);
    }

    /** An argument that is a string. */
    public String text(String name) {
        return arguments.path(name).asString("");
    }

    /** {@code device_del {"id":"disk1"}}, without secrets ({@link Secrets}). */
    @Override
    public String toString() {
        return arguments.isEmpty()
                ? command
                : command + " " + Secrets.inArguments(command).maskArguments(arguments);
    }
}

package org.qmp4j.cli.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/**
 * A command of the user.
 *
 * @param arguments null for none
 * @param id the id of the user, of any JSON type, null for none; it is not sent, but added to the printed reply
 */
public record Request(
        String command,
        boolean outOfBand,
        @Nullable JsonText arguments,
        @Nullable JsonText id) {
    /**
     * Creates a request from the name of a command and its arguments.
     *
     * @throws org.qmp4j.cli.program.UsageException if a key is invalid or given twice; the message names the key
     */
    public static Request of(String command, boolean outOfBand, List<String> keyValues) {
        return new Request(command, outOfBand, KeyValueArguments.parse(keyValues), null);
    }

    /** Only the name of the command: the arguments may contain secrets. */
    @Override
    public String toString() {
        return command;
    }
}

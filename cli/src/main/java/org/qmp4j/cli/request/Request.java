package org.qmp4j.cli.request;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonText;

/**
 * A command as a person wrote it.
 *
 * @param arguments null for none
 * @param id the person's own, of any JSON type; it is not sent, and stands in the answer again; null for none
 */
public record Request(
        String command,
        boolean outOfBand,
        @Nullable JsonText arguments,
        @Nullable JsonText id) {
    /**
     * A request out of a command's name and its arguments.
     *
     * @throws org.qmp4j.cli.program.UsageException naming the key that is wrong or given twice
     */
    public static Request of(String command, boolean outOfBand, List<String> keyValues) {
        return new Request(command, outOfBand, KeyValueArguments.parse(keyValues), null);
    }

    /** The command's name alone: the arguments may hold secrets. */
    @Override
    public String toString() {
        return command;
    }
}

package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.Command;
import tools.jackson.core.JsonParser;

/**
 * A generated command.
 *
 * @param <R> what it returns
 */
public interface TypedCommand<R> extends Command<R> {
    /** Reads what it returns, with the choices of the reader. */
    R readReturn(TypedReader in);

    @Override
    default R readReturn(JsonParser in) {
        return readReturn(TypedReader.of(in));
    }

    /** The same command, which keeps in its result the members that this build does not know. */
    Command<R> keepingUnknownMembers();
}

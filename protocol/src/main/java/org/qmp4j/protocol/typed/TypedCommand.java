package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.Command;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * A generated command.
 *
 * @param <R> the type of the return value
 */
public interface TypedCommand<R> extends Command<R>, TypedValue {
    /** Reads the return value with the settings of the reader. */
    R readReturn(TypedReader in);

    @Override
    default R readReturn(JsonParser in) {
        return readReturn(TypedReader.of(in));
    }

    @Override
    default void write(JsonGenerator out) {
        writeArguments(out);
    }

    /** The same command; its result keeps the members that this build does not know. */
    Command<R> keepingUnknownMembers();
}

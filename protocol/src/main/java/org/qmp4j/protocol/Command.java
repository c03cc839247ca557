package org.qmp4j.protocol;

import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * A command as a value: its name, its arguments and how to read its return value. Implement {@link QmpCommand} or {@link
 * GuestAgentCommand}, never this interface alone: they say which peer understands the command.
 *
 * <p>Implementations are immutable: one value can be sent many times, by many threads.
 *
 * @param <R> the type of the return value
 */
public interface Command<R> {
    /** The name on the wire, for example {@code "query-status"}. */
    String name();

    /** Whether the command has arguments. Without any, the message has no member {@code arguments}. */
    boolean hasArguments();

    /** Writes the arguments as one JSON object with its braces. Called only if {@link #hasArguments()} is true. */
    void writeArguments(JsonGenerator out);

    /**
     * Reads the command's return value.
     *
     * @param in a parser before the first token of the value; nothing follows the value
     */
    R readReturn(JsonParser in);

    /** Special properties of the command; none for most commands. */
    default Set<CommandTrait> traits() {
        return Set.of();
    }
}

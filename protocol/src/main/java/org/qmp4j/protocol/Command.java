package org.qmp4j.protocol;

import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * A command as a value: its name, its arguments and how to read what it returns. Implement {@link QmpCommand} or
 * {@link GuestAgentCommand}, never this interface alone: which of the two says who understands the command.
 *
 * <p>Implementations are immutable, so that one value may be sent many times, by many threads.
 *
 * @param <R> what the command returns
 */
public interface Command<R> {
    /** The name on the wire, for example {@code "query-status"}. */
    String name();

    /** Whether {@link #writeArguments} has anything to write. Without arguments the member is left out altogether. */
    boolean hasArguments();

    /** Writes the arguments as one JSON object, its braces included. Called only where {@link #hasArguments()} is true. */
    void writeArguments(JsonGenerator out);

    /**
     * Reads the command's return value.
     *
     * @param in a parser that stands before the value's first token and holds nothing after it
     */
    R readReturn(JsonParser in);

    /** What is special about the command; empty for most. */
    default Set<CommandTrait> traits() {
        return Set.of();
    }
}

package org.qmp4j.protocol.typed;

import java.util.Set;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.CommandTrait;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** A command whose result keeps unknown members: see {@link TypedCommand#keepingUnknownMembers()}. */
sealed interface KeepingCommand<R> extends Command<R> permits KeepingQmpCommand, KeepingGuestAgentCommand {
    TypedCommand<R> command();

    @Override
    default String name() {
        return command().name();
    }

    @Override
    default boolean hasArguments() {
        return command().hasArguments();
    }

    @Override
    default void writeArguments(JsonGenerator out) {
        command().writeArguments(out);
    }

    @Override
    default R readReturn(JsonParser in) {
        return command().readReturn(TypedReader.of(in).keepingUnknownMembers());
    }

    @Override
    default Set<CommandTrait> traits() {
        return command().traits();
    }
}

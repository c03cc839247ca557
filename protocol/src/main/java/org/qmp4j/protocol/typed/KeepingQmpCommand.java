package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.QmpCommand;

/** See {@link TypedCommand#keepingUnknownMembers()}. */
record KeepingQmpCommand<R>(TypedQmpCommand<R> command) implements KeepingCommand<R>, QmpCommand<R> {
    @Override
    public String toString() {
        return command.toString();
    }
}

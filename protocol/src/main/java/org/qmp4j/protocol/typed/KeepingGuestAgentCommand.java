package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.GuestAgentCommand;

/** See {@link TypedCommand#keepingUnknownMembers()}. */
record KeepingGuestAgentCommand<R>(TypedGuestAgentCommand<R> command)
        implements KeepingCommand<R>, GuestAgentCommand<R> {
    @Override
    public String toString() {
        return command.toString();
    }
}

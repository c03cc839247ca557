package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.GuestAgentCommand;

/**
 * A generated command for the guest agent.
 *
 * @param <R> the type of the return value
 */
public interface TypedGuestAgentCommand<R> extends TypedCommand<R>, GuestAgentCommand<R> {
    @Override
    default GuestAgentCommand<R> keepingUnknownMembers() {
        return new KeepingGuestAgentCommand<>(this);
    }
}

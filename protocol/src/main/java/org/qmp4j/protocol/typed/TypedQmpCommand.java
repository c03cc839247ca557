package org.qmp4j.protocol.typed;

import org.qmp4j.protocol.QmpCommand;

/**
 * A generated command for QEMU.
 *
 * @param <R> the type of the return value
 */
public interface TypedQmpCommand<R> extends TypedCommand<R>, QmpCommand<R> {
    @Override
    default QmpCommand<R> keepingUnknownMembers() {
        return new KeepingQmpCommand<>(this);
    }
}

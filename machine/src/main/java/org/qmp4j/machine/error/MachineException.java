package org.qmp4j.machine.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpException;

/** A machine, or a program that belongs to it, did not do what was asked. */
public class MachineException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what happened, where, and what to do. */
    public MachineException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

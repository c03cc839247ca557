package org.qmp4j.machine.error;

import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.protocol.Outcome;

/** A machine, or what belongs to it, does otherwise than was asked. */
public class MachineException extends QmpException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public MachineException(String message, @Nullable Throwable cause) {
        super(message, Outcome.NOT_SENT, cause);
    }
}

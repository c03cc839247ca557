package org.qmp4j.machine.error;

import org.qmp4j.client.error.QmpConnectException;

/** No such QEMU was found on this host. The message lists where it was searched for, and what was found. */
public class QemuNotFoundException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with a message. */
    public QemuNotFoundException(String message) {
        super(message, null);
    }
}

package org.qmp4j.machine.error;

import org.qmp4j.client.error.QmpConnectException;

/** There is no such QEMU on this host. The message tells where it was looked for, and why each place was none. */
public class QemuNotFoundException extends QmpConnectException {
    private static final long serialVersionUID = 1L;

    /** An exception with what a person should know. */
    public QemuNotFoundException(String message) {
        super(message, null);
    }
}

package org.qmp4j.client.session;

import java.io.FileDescriptor;
import java.util.List;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.CallOptions;

/**
 * Refuses a call whose options this connection cannot carry out.
 *
 * @param endpoint where the session is connected to
 * @param outOfBand whether out-of-band execution was negotiated
 * @param descriptors whether the transport can pass descriptors
 */
record CallCheck(String endpoint, boolean outOfBand, boolean descriptors) {
    /**
     * Checks the options of a call.
     *
     * @throws QmpInvalidCommandException if the connection cannot carry them out
     */
    void require(String command, CallOptions options) {
        if (options.isOutOfBand() && !outOfBand) {
            throw refusal(
                    "cannot send '" + command + "' out of band on " + endpoint
                            + ": the monitor does not offer it, or the connect options turned it off",
                    command);
        }
        if (!options.descriptors().isEmpty()) {
            requirePassable(command, options.descriptors());
        }
    }

    private void requirePassable(String command, List<FileDescriptor> open) {
        if (!descriptors) {
            throw refusal(
                    "cannot send '" + command + "' with a descriptor on " + endpoint
                            + ": this connection carries bytes alone; add the dependency org.qmp4j:qmp4j-descriptors and"
                            + " connect to QEMU's unix socket by Descriptors.unix(path)",
                    command);
        }
        if (!open.stream().allMatch(FileDescriptor::valid)) {
            throw refusal(
                    "cannot send '" + command + "' on " + endpoint + ": one of its descriptors is closed", command);
        }
    }

    private static QmpInvalidCommandException refusal(String message, String command) {
        return new QmpInvalidCommandException(message, command, "", null);
    }
}

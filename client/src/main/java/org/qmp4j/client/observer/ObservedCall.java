package org.qmp4j.client.observer;

import org.qmp4j.protocol.JsonText;

/**
 * One command on its way. Ids are used again; {@code number} is not.
 *
 * @param endpoint where to: {@code unix:/run/vm.qmp}
 * @param id the id on the wire, as JSON text; empty for the guest agent
 * @param message the whole message, with its secrets: see {@link Redaction}
 * @param number its place among the commands sent on its connection, from 1 on; 0 if it was not sent, and for the guest agent
 */
public record ObservedCall(
        String endpoint, String command, String id, boolean outOfBand, JsonText message, long number) {
    /** A call without a number. */
    public ObservedCall(String endpoint, String command, String id, boolean outOfBand, JsonText message) {
        this(endpoint, command, id, outOfBand, message, 0);
    }

    /** All of it, the message without its secrets. */
    @Override
    public String toString() {
        return "ObservedCall[endpoint=" + endpoint + ", command=" + command + ", id=" + id + ", outOfBand=" + outOfBand
                + ", message=" + Redaction.command(this) + ", number=" + number + "]";
    }
}

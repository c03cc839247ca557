package org.qmp4j.client.observer;

import org.qmp4j.protocol.JsonText;

/**
 * One command on its way.
 *
 * @param endpoint where to: {@code unix:/run/vm.qmp}
 * @param id the id on the wire, as JSON text; empty for the guest agent
 * @param message the whole message, with its secrets: see {@link Redaction}
 */
public record ObservedCall(String endpoint, String command, String id, boolean outOfBand, JsonText message) {
    /** All of it, the message without its secrets. */
    @Override
    public String toString() {
        return "ObservedCall[endpoint=" + endpoint + ", command=" + command + ", id=" + id + ", outOfBand=" + outOfBand
                + ", message=" + Redaction.command(this) + "]";
    }
}

package org.qmp4j.client.session;

import org.qmp4j.client.error.FailedCall;
import org.qmp4j.protocol.Outcome;

/**
 * What messages and exceptions say of a call.
 *
 * @param command its name
 * @param id the text of its id; empty for a guest agent
 * @param endpoint where the session is connected to
 */
record CallLabel(String command, String id, String endpoint) {
    /** {@code " (id 42)"}, and nothing where there is no id. */
    String idText() {
        return id.isEmpty() ? "" : " (id " + id + ")";
    }

    FailedCall failed(Outcome outcome) {
        return new FailedCall(command, endpoint, outcome);
    }
}

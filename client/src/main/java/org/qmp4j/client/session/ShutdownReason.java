package org.qmp4j.client.session;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;

/**
 * Why QEMU ends, as its last SHUTDOWN event says: {@code host-qmp-quit}. It is kept as long as the session and decoded at
 * its end, so an event that is much longer than any of QEMU's is neither kept nor decoded.
 */
record ShutdownReason(@Nullable RawEvent event) {
    private static final int MAX_BYTES = 4 * 1024;
    private static final String UNKNOWN = "no reason given";

    static ShutdownReason of(RawEvent event) {
        return new ShutdownReason(event.text().length() <= MAX_BYTES ? event : null);
    }

    String text() {
        try {
            return event == null ? UNKNOWN : event.data().path("reason").asString(UNKNOWN);
        } catch (JacksonException unreadable) {
            return UNKNOWN;
        }
    }
}

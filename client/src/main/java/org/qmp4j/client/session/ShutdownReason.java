package org.qmp4j.client.session;

import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JacksonException;

/**
 * The reason in QEMU's last SHUTDOWN event: {@code host-qmp-quit}. The event is kept until the session ends, and
 * decoded then. So an event that is much longer than those of QEMU is neither kept nor decoded.
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

package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The state of a QMP or guest agent session. Any thread. */
public interface SessionState {
    /** The endpoint of the connection: {@code unix:/run/vm.qmp}. */
    String endpoint();

    /** The counters of this session. */
    Counters counters();

    /** Why the session has ended; empty before that. */
    Optional<SessionEnd> sessionEnd();

    /** Completes on the callback executor when the session ends. */
    CompletionStage<SessionEnd> whenEnded();
}

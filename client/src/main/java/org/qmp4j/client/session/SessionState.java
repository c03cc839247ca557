package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What can be asked of any session. Any thread. */
public interface SessionState {
    /** Where this is connected to: {@code unix:/run/vm.qmp}. */
    String endpoint();

    /** What has been counted. */
    Counters counters();

    /** Why the session has ended; empty before that. */
    Optional<SessionEnd> sessionEnd();

    /** Completed on the callback executor when the session ends. */
    CompletionStage<SessionEnd> whenEnded();
}

package org.qmp4j.client.session;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.qmp4j.client.observer.ClientStatistics;
import org.qmp4j.client.observer.CloseReason;

/** The state of a QMP or guest agent session. Any thread. */
public interface SessionState {
    /** The endpoint of the connection: {@code unix:/run/vm.qmp}. */
    String endpoint();

    /** What has been counted so far. */
    ClientStatistics statistics();

    /** Why the session ended; empty while it is open. */
    Optional<CloseReason> closeReason();

    /** Completed on the callback executor when the session ends. */
    CompletionStage<CloseReason> whenEnded();
}

package org.qmp4j.cli.tour;

import java.nio.file.Path;
import org.qmp4j.client.transport.Deadline;

/** Whoever answers on the tour. */
interface TourHost extends AutoCloseable {
    /**
     * Starts it.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if it does not come so far
     */
    void start(Deadline deadline);

    /** Tells what was started, and how that could be done by hand. */
    void introduce(Narrator narrator);

    /** Where it listens. */
    Path socket();

    /** Waits for its end, and tells of it in a sentence. */
    String awaitEnd();

    @Override
    void close();
}

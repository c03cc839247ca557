package org.qmp4j.cli.tour;

import java.nio.file.Path;
import org.qmp4j.client.transport.Deadline;

/** Whoever answers on the tour. */
interface TourHost extends AutoCloseable {
    /** Tells what it is, and how it could be started by hand. */
    void introduce(Narrator narrator);

    /** Where it listens once it is started. */
    Path socket();

    /**
     * Starts it.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if it does not come so far
     */
    void start(Deadline deadline);

    /** Waits for its end, and tells of it in a sentence. */
    String awaitEnd();

    @Override
    void close();
}

package org.qmp4j.cli.tour;

import java.nio.file.Path;
import org.qmp4j.client.spi.Deadline;

/** The peer of the tour: a QEMU or a fake. */
interface TourPeer extends AutoCloseable {
    /**
     * Starts the peer.
     *
     * @throws org.qmp4j.client.error.QmpConnectException if that fails
     */
    void start(Deadline deadline);

    /** Prints what was started, and a command line that starts the same. */
    void describe(TourOutput out);

    /** The path of the unix socket on which it listens. */
    Path socket();

    /** Waits until the peer has ended, and returns a sentence about that. */
    String awaitExit();

    @Override
    void close();
}

package org.qmp4j.client.spi;

import java.util.Optional;

/**
 * How to connect to one address. A program adds a kind of transport by implementing this interface and giving it to {@code
 * Endpoint.of(connector)}. Immutable, and used by any thread.
 */
public interface Connector {
    /**
     * Connects, and does not wait for a greeting. Must not block longer than until the deadline.
     *
     * @throws org.qmp4j.client.error.QmpNotListeningException if no process listens there, or not yet
     * @throws org.qmp4j.client.error.QmpConnectException if it fails for another reason
     * @throws org.qmp4j.client.error.QmpInterruptedException if the thread is interrupted
     */
    Transport open(Deadline deadline);

    /**
     * Why a peer that accepted the connection sends nothing, as a part of a sentence for people; empty if that is not known.
     * Called when a timeout has passed. May block for a few milliseconds.
     *
     * @param ifAccepted a text to add if the peer has accepted the connection and no reason for its silence is known
     */
    default Optional<String> explainSilence(String ifAccepted) {
        return Optional.empty();
    }

    /** The address, as messages and logs show it: {@code unix:/run/vm.qmp}. It must not contain secrets. */
    @Override
    String toString();
}

package org.qmp4j.client;

import java.util.Optional;

/**
 * Why a connection has ended.
 *
 * @param message for people: {@code QEMU closed the connection after SHUTDOWN (host-qmp-quit)}
 * @param shutdownReason the reason in QEMU's last SHUTDOWN event, {@code "guest-shutdown"} for example; empty where none
 *     came, as when QEMU crashed
 * @param byThisProgram whether {@code close()} was called
 * @param unresponsive whether the peer stopped answering: its host did not answer TCP, or QEMU did not answer a liveness probe
 */
public record CloseReason(
        String message, Optional<String> shutdownReason, boolean byThisProgram, boolean unresponsive) {}

package org.qmp4j.client.error;

import org.qmp4j.protocol.Outcome;

/**
 * Which call failed.
 *
 * @param command the name of the command, such as {@code block_resize}
 * @param endpoint where it was to be sent: {@code unix:/run/vm.qmp}
 * @param outcome what is known of the command
 */
public record FailedCall(String command, String endpoint, Outcome outcome) {}

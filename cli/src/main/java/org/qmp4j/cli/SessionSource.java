package org.qmp4j.cli;

import java.util.List;
import org.qmp4j.client.options.ConnectOptions;

/** Provides the connection of a subcommand: the program connects to QEMU, or QEMU connects to the program. */
interface SessionSource {
    /** The address in the subcommand's synopsis: {@code "[ADDRESS] "}, or empty if the subcommand has no address. */
    String addressInSynopsis();

    /**
     * Takes the address from the arguments, if they contain it, and returns the other arguments.
     *
     * @throws org.qmp4j.cli.program.UsageException if there is no address, or it is invalid
     */
    List<String> takeAddress(List<String> arguments);

    /** Connects to QEMU, or waits until QEMU connects. Called once, after {@link #takeAddress}. */
    Session open(ConnectOptions.Builder options);
}

package org.qmp4j.cli;

import java.util.List;
import org.qmp4j.client.ConnectOptions;

/** Where a subcommand gets its connection from: it dials QEMU, or QEMU dials in. */
interface SessionSource {
    /** How the address is shown in the subcommand's synopsis: {@code "[ADDRESS] "}, or nothing where it stands elsewhere. */
    String addressInSynopsis();

    /**
     * Takes the address from the words of the command line if it is among them, and returns the other words.
     *
     * @throws org.qmp4j.cli.program.UsageException if there is none, or none that can be understood
     */
    List<String> takeAddress(List<String> words);

    /** Connects, or waits for QEMU to do it. Called once, after {@link #takeAddress}. */
    Session open(ConnectOptions.Builder options);
}

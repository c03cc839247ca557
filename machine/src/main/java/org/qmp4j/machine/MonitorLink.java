package org.qmp4j.machine;

import java.nio.file.Path;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.process.ChildProcess;

/** The socket over which the client of a process that is being started reaches its monitor. */
interface MonitorLink {
    /** The name of the socket in the machine's folder. */
    String SOCKET = "monitor";

    Path socket();

    /** Whether the process listens on the socket, or connects to it. */
    boolean isServedByProcess();

    /**
     * Connects; fails as soon as the process has exited.
     *
     * @param deadline for the process to be there; greeting and negotiation have the connect timeout of the options
     */
    QmpClient connect(ChildProcess process, Deadline deadline, ConnectOptions options);
}

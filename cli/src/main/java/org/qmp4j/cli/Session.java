package org.qmp4j.cli;

import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.QmpClient;

/** A connection that is closed when the program ends, even by a signal, so that no child process of it is left. */
record Session(QmpClient client, CleanUp cleanUp) implements AutoCloseable {
    static Session over(QmpClient client) {
        return new Session(client, CleanUp.onExit(client::close));
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}

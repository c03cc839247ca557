package org.qmp4j.cli;

import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.QmpClient;

/** A connection that is closed however the program ends: a child process at its other end must not be left behind. */
record Session(QmpClient client, CleanUp cleanUp) implements AutoCloseable {
    static Session over(QmpClient client) {
        return new Session(client, CleanUp.by(client::close));
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}

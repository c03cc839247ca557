package org.qmp4j.client.session;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;

/** A transport that keeps what is sent, receives nothing and must not be aborted. */
class SentMessages implements Transport {
    private final List<OutgoingMessage> sent = new ArrayList<>();

    List<OutgoingMessage> sent() {
        return sent;
    }

    @Override
    public void start(Receiver receiver) {}

    @Override
    public void send(OutgoingMessage message) {
        sent.add(message);
    }

    @Override
    public boolean withdraw(OutgoingMessage message) {
        return false;
    }

    @Override
    public void abort(Throwable cause) {
        throw new AssertionError(cause);
    }

    @Override
    public String name() {
        return "unix:/run/vm.qmp";
    }

    @Override
    public void close() {}
}

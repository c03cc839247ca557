package org.qmp4j.client.session;

import java.util.function.Consumer;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.framing.FrameSink;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;

/**
 * Reads each complete message of a connection. Reader thread only.
 *
 * @param receiver called with each message
 * @param onMalformed called for a JSON object that is not a message
 */
record MessageSink(Receiver receiver, Consumer<MalformedMessageException> onMalformed) implements FrameSink {
    /** Receives messages. */
    @FunctionalInterface
    interface Receiver {
        void message(Message message) throws MalformedMessageException;
    }

    @Override
    public void frame(Frame frame) {
        try {
            receiver.message(MessageReader.read(frame));
        } catch (MalformedMessageException broken) {
            onMalformed.accept(broken);
        }
    }
}

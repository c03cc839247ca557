package org.qmp4j.client.session;

import java.util.function.Consumer;
import org.qmp4j.client.framing.FrameSink;
import org.qmp4j.client.framing.Outline;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;
import org.qmp4j.protocol.JsonText;

/**
 * Reads the messages of a connection as they are complete. Reader thread only.
 *
 * @param receiver takes each of them
 * @param onMalformed is called for a text that is not a message
 */
record MessageSink(Receiver receiver, Consumer<MalformedMessageException> onMalformed) implements FrameSink {
    /** Takes messages. */
    @FunctionalInterface
    interface Receiver {
        void message(Message message) throws MalformedMessageException;
    }

    @Override
    public void frame(byte[] json, int firstNestedEnd) {
        try {
            receiver.message(MessageReader.read(json, firstNestedEnd));
        } catch (MalformedMessageException broken) {
            onMalformed.accept(broken);
        }
    }

    @Override
    public void longFrame(JsonText json, Outline outline) {
        try {
            receiver.message(MessageReader.read(json, outline));
        } catch (MalformedMessageException broken) {
            onMalformed.accept(broken);
        }
    }
}

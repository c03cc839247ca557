package org.qmp4j.client.session;

import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.message.Message;
import org.qmp4j.protocol.Command;
import tools.jackson.core.JsonParser;

/** Answers to values, or to the exception that they stand for. Run by the thread that waited for the answer. */
final class ReplyDecoder {
    private ReplyDecoder() {}

    static <R> R decode(Command<R> command, String endpoint, Message.Reply reply) {
        if (reply instanceof Message.Failure failure) {
            String id = failure.id() == null ? "" : failure.id();
            throw new QmpCommandException(command.name(), id, failure.errorClass(), failure.description());
        }
        try (JsonParser in = ((Message.Success) reply).value().parser()) {
            return command.readReturn(in);
        } catch (RuntimeException unexpected) {
            throw unreadable(command.name(), endpoint, unexpected);
        }
    }

    /** The exception for a command that ran, and whose answer nobody can read. */
    static QmpDecodeException unreadable(String command, String endpoint, RuntimeException unexpected) {
        return new QmpDecodeException(
                "'" + command + "' ran on " + endpoint + ", but its answer could not be read: "
                        + unexpected.getMessage(),
                unexpected);
    }
}

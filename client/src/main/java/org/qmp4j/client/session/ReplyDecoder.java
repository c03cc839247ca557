package org.qmp4j.client.session;

import java.util.function.Function;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import tools.jackson.core.JsonParser;

/** Answers to values, or to the exception that they stand for. Run by the thread that waited for the answer. */
final class ReplyDecoder {
    private final String command;
    private final String endpoint;

    private ReplyDecoder(String command, String endpoint) {
        this.command = command;
        this.endpoint = endpoint;
    }

    /** Decodes the value of an answer within the deadline. */
    static <R> R decode(Command<R> command, String endpoint, Message.Reply reply, Deadline deadline) {
        if (reply instanceof Message.Failure failure) {
            String id = failure.id() == null ? "" : failure.id();
            throw new QmpCommandException(command.name(), id, failure.errorClass(), failure.description());
        }
        return decode(command.name(), endpoint, ((Message.Success) reply).value(), deadline, command::readReturn);
    }

    /** Decodes a text that came as the answer to a command, within the deadline. */
    static <R> R decode(
            String command, String endpoint, JsonText text, Deadline deadline, Function<JsonParser, R> decoder) {
        ReplyDecoder of = new ReplyDecoder(command, endpoint);
        DecodingLimit limit = new DecodingLimit(deadline);
        try (JsonParser in = text.checked(limit).parser()) {
            return decoder.apply(in);
        } catch (DecodingLimit.Reached reached) {
            throw of.ended(text, limit, reached);
        } catch (RuntimeException unexpected) {
            throw of.unreadable(unexpected);
        } finally {
            limit.lift();
        }
    }

    private QmpException ended(JsonText text, DecodingLimit limit, DecodingLimit.Reached reached) {
        String message = "'" + command + "' ran on " + endpoint + ", but its answer of " + text.length() + " bytes "
                + limit.reason(reached);
        return DecodingLimit.wasInterrupt(reached)
                ? new QmpInterruptedException(message, Outcome.DONE, null)
                : new QmpTimeoutException(message, Outcome.DONE, null);
    }

    private QmpDecodeException unreadable(RuntimeException unexpected) {
        return new QmpDecodeException(
                "'" + command + "' ran on " + endpoint + ", but its answer could not be read: "
                        + DecodingProblem.text(unexpected),
                DecodingProblem.printable(unexpected));
    }
}

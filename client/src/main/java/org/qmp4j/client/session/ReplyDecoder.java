package org.qmp4j.client.session;

import java.util.function.Function;
import org.qmp4j.client.error.FailedCall;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpCommandException.Rejection;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JsonParser;

/** Decodes a reply to a value, or to an exception. Runs in the thread that waited for the reply. */
final class ReplyDecoder {
    private ReplyDecoder() {}

    /** Decodes the value of a reply within the deadline. */
    static <R> R decode(Command<R> command, String endpoint, Message.Reply reply, Deadline deadline) {
        if (reply instanceof Message.Failure failure) {
            String id = failure.id() == null ? "" : failure.id();
            String description = failure.description();
            throw new QmpCommandException(
                    new Rejection(command.name(), endpoint, id, failure.errorClass(), description),
                    withoutSecrets(command, description));
        }
        return decode(command.name(), endpoint, ((Message.Success) reply).value(), deadline, command::readReturn);
    }

    private static String withoutSecrets(Command<?> command, String description) {
        return Secrets.inAnswer(command.name())
                .andTexts(Secrets.textsIn(command))
                .maskText(description);
    }

    /** Decodes a text that is the reply to a command, within the deadline. */
    static <R> R decode(
            String command, String endpoint, JsonText text, Deadline deadline, Function<JsonParser, R> decoder) {
        DecodingLimit limit = new DecodingLimit(deadline);
        try (JsonParser in = text.checked(limit).parser()) {
            return decoder.apply(in);
        } catch (DecodingLimit.Reached reached) {
            String message = "'" + command + "' ran on " + endpoint + ", but its answer of " + text.length() + " bytes "
                    + limit.reason(reached);
            throw ended(message, new FailedCall(command, endpoint, Outcome.DONE), reached);
        } catch (RuntimeException unexpected) {
            throw new QmpDecodeException(
                    "'" + command + "' ran on " + endpoint + ", but its answer could not be read: "
                            + DecodingProblem.text(unexpected),
                    command,
                    endpoint,
                    DecodingProblem.masked(unexpected));
        } catch (StackOverflowError tooDeep) {
            throw new QmpDecodeException(
                    "'" + command + "' ran on " + endpoint + ", but its answer of " + text.length() + " bytes is nested"
                            + " too deeply for the stack of this thread; run the command in a thread with a larger stack",
                    command,
                    endpoint,
                    null);
        } finally {
            limit.lift();
        }
    }

    private static QmpCallException ended(String message, FailedCall call, DecodingLimit.Reached reached) {
        return DecodingLimit.wasInterrupt(reached)
                ? new QmpCallInterruptedException(message, call, null)
                : new QmpTimeoutException(message, call, null);
    }
}

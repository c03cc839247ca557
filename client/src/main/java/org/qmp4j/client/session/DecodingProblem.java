package org.qmp4j.client.session;

import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/** Exceptions and messages for texts that could not be decoded. */
final class DecodingProblem {
    private DecodingProblem() {}

    /** The exception for an event that could not be decoded. */
    static QmpEventDecodeException ofEvent(RawEvent event, RuntimeException problem) {
        return problem instanceof QmpEventDecodeException known
                ? known
                : new QmpEventDecodeException(
                        "an event " + event.name() + " came, but could not be read: " + text(problem), masked(problem));
    }

    static String text(RuntimeException problem) {
        // Not Jackson's full message, which adds a useless line about the source.
        String text = problem instanceof JacksonException json ? masked(json) : problem.getMessage();
        return PeerText.quote(text == null ? problem.getClass().getName() : text);
    }

    /** The problem as a cause that is safe to print: Jackson's messages repeat what the peer sent. */
    static RuntimeException masked(RuntimeException problem) {
        if (!(problem instanceof JacksonException json) || masked(json).equals(json.getOriginalMessage())) {
            return problem;
        }
        StreamReadException masked = new StreamReadException((JsonParser) null, masked(json));
        masked.setStackTrace(problem.getStackTrace());
        return masked;
    }

    private static String masked(JacksonException json) {
        return Secrets.maskQuoted(String.valueOf(json.getOriginalMessage()));
    }
}

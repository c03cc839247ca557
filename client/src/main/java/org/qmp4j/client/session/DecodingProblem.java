package org.qmp4j.client.session;

import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

/** Why something could not be decoded, as text to print: short, on one line, and without raw characters of the peer. */
final class DecodingProblem {
    private static final int MAX_LENGTH = 500;

    private DecodingProblem() {}

    /** The problem as a part of a message. */
    static String text(RuntimeException problem) {
        // Jackson's full message adds a line about the source, which is of no use here.
        String text = problem instanceof JacksonException json
                ? Secrets.maskQuoted(String.valueOf(json.getOriginalMessage()))
                : problem.getMessage();
        return printable(text == null ? problem.getClass().getName() : text);
    }

    /** The problem as a cause, whose stack trace can be printed: Jackson's messages repeat what the peer sent. */
    static RuntimeException printable(RuntimeException problem) {
        if (!(problem instanceof JacksonException json) || text(problem).equals(json.getOriginalMessage())) {
            return problem;
        }
        StreamReadException printable = new StreamReadException((JsonParser) null, text(problem));
        printable.setStackTrace(problem.getStackTrace());
        return printable;
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (printable.length() > MAX_LENGTH) {
                return printable
                        .append("... (")
                        .append(text.length())
                        .append(" characters)")
                        .toString();
            }
            char c = text.charAt(i);
            if (c >= ' ' && c < 0x7f) {
                printable.append(c);
            } else {
                printable.append(String.format("\\u%04x", (int) c));
            }
        }
        return printable.toString();
    }
}

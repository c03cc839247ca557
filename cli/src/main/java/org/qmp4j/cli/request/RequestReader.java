package org.qmp4j.cli.request;

import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonInput;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.protocol.JsonText;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;

/** Reads whole messages, {@code {"execute": "stop", "id": 1}}, one after the other, with any white space. */
public final class RequestReader implements AutoCloseable {
    private final JsonParser in;
    private final boolean only;
    private int count;

    private RequestReader(JsonParser in, boolean only) {
        this.in = in;
        this.only = only;
    }

    /**
     * Reads a text that contains exactly one message.
     *
     * @throws UsageException if it does not
     */
    public static Request readOnly(String text) {
        try (RequestReader reader = new RequestReader(JsonInput.parser(text), true)) {
            Request request = reader.next().orElseThrow(() -> new UsageException("the message is empty"));
            if (reader.next().isPresent()) {
                throw new UsageException(
                        "there is more than one message; write them to standard input of 'qmp exec -'");
            }
            return request;
        }
    }

    /**
     * Reads the messages of a stream when they arrive. Waits for the first bytes, which show the encoding.
     *
     * @throws UsageException if the stream cannot be read
     */
    public static RequestReader of(InputStream stream) {
        try {
            return new RequestReader(JsonInput.parser(stream), false);
        } catch (JacksonIOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static UsageException unreadable(JacksonIOException cause) {
        return new UsageException("cannot read standard input: " + cause.getOriginalMessage(), cause);
    }

    /**
     * Returns the next message, or empty at the end.
     *
     * @throws UsageException if the next value is not a valid message
     */
    public Optional<Request> next() {
        String place = only ? "the message" : "message " + (count + 1);
        try {
            JsonToken token = in.nextToken();
            if (token == null) {
                return Optional.empty();
            }
            if (token != JsonToken.START_OBJECT) {
                throw new UsageException(place + " is not a JSON object such as {\"execute\": \"query-status\"}");
            }
            count++;
            return Optional.of(new Members().read(place));
        } catch (JacksonIOException unreadable) {
            throw unreadable(unreadable);
        } catch (JacksonException wrong) {
            throw JsonInput.explain(place, in, wrong);
        }
    }

    /** The members of one message, in any order. */
    private final class Members {
        private @Nullable String inBand;
        private @Nullable String outOfBand;
        private @Nullable JsonText arguments;
        private @Nullable JsonText id;

        Request read(String place) {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                switch (name) {
                    case "execute" -> inBand = command(place);
                    case "exec-oob" -> outOfBand = command(place);
                    case "arguments" -> arguments = JsonInput.capture(in);
                    case "id" -> id = JsonInput.capture(in);
                    default ->
                        throw new UsageException(place + " has an unknown member '" + name
                                + "'; allowed are execute or exec-oob, arguments and id");
                }
            }
            String command = inBand != null ? inBand : outOfBand;
            if (command == null || (inBand != null && outOfBand != null)) {
                throw new UsageException(place + " must contain one command, as in {\"execute\": \"query-status\"}");
            }
            return new Request(command, outOfBand != null, arguments, id);
        }

        private String command(String place) {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new UsageException(place + " must give the name of its command as a string");
            }
            return in.getString();
        }
    }

    @Override
    public void close() {
        in.close();
    }
}

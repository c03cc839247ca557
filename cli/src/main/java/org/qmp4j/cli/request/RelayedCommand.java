package org.qmp4j.cli.request;

import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonInput;
import org.qmp4j.cli.json.JsonPrinter;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** Sends a request to QEMU. Its result is the reply as text, copied token by token. */
public final class RelayedCommand implements QmpCommand<String> {
    private final Request request;
    private final JsonStyle style;
    private final boolean wholeReply;

    /**
     * Creates the command for a request.
     *
     * @param wholeReply whether to return {@code {"return": ..., "id": ...}} instead of the return value alone
     */
    public RelayedCommand(Request request, JsonStyle style, boolean wholeReply) {
        this.request = request;
        this.style = style;
        this.wholeReply = wholeReply;
    }

    @Override
    public String name() {
        return request.command();
    }

    @Override
    public boolean hasArguments() {
        return request.arguments() != null;
    }

    @Override
    public void writeArguments(JsonGenerator out) {
        JsonText arguments = request.arguments();
        if (arguments != null) {
            JsonInput.copyValue(arguments, out);
        }
    }

    @Override
    public String readReturn(JsonParser in) {
        JsonPrinter out = new JsonPrinter(style);
        return wholeReply
                ? end(out.start('{').name("return").copyValue(in))
                : out.copyValue(in).toString();
    }

    /** The complete error reply as text. */
    public String errorReply(QmpCommandException error) {
        JsonPrinter out = new JsonPrinter(style).start('{').name("error").start('{');
        out.name("class").string(error.errorClass().wireName());
        out.name("desc").string(error.description());
        return end(out.end('}'));
    }

    private String end(JsonPrinter out) {
        @Nullable JsonText id = request.id();
        if (id != null) {
            try (JsonParser in = id.parser()) {
                out.name("id").copyValue(in);
            }
        }
        return out.end('}').toString();
    }
}

package org.qmp4j.cli.request;

import org.qmp4j.protocol.QmpCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/** A line for QEMU's human monitor: {@code human-monitor-command, qapi/misc.json, since 0.14.0}. */
public record HumanMonitorCommand(String commandLine) implements QmpCommand<String> {
    @Override
    public String name() {
        return "human-monitor-command";
    }

    @Override
    public boolean hasArguments() {
        return true;
    }

    @Override
    public void writeArguments(JsonGenerator out) {
        out.writeStartObject();
        out.writeStringProperty("command-line", commandLine);
        out.writeEndObject();
    }

    /** The text that the monitor would print, with LF line ends. */
    @Override
    public String readReturn(JsonParser in) {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
            throw new StreamReadException(in, "expected text, found " + in.currentToken());
        }
        return in.getString().replace("\r\n", "\n");
    }

    /** Only the name of the command: the line may contain a secret. */
    @Override
    public String toString() {
        return name();
    }
}

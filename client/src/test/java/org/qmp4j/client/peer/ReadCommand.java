package org.qmp4j.client.peer;

import java.util.function.Function;
import org.qmp4j.protocol.GuestAgentCommand;
import org.qmp4j.protocol.QmpCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/**
 * A command without arguments, for both kinds of peer, whose reply the test decodes.
 *
 * @param reader reads the answer, or throws
 */
public record ReadCommand<R>(String name, Function<JsonParser, R> reader)
        implements QmpCommand<R>, GuestAgentCommand<R> {
    @Override
    public boolean hasArguments() {
        return false;
    }

    @Override
    public void writeArguments(JsonGenerator out) {}

    @Override
    public R readReturn(JsonParser in) {
        return reader.apply(in);
    }
}

package org.qmp4j.cli;

import org.qmp4j.cli.json.JsonPrinter;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.client.error.QmpEventDecodeException;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.Secrets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** Prints events. */
record EventPrinter(Environment environment, JsonStyle style) {
    /** Prints an event and returns true. For a gap, prints a message and returns false. */
    boolean print(EventItem<RawEvent> item) {
        if (item instanceof EventItem.Event<RawEvent> event) {
            try (JsonParser in = event.event().text().parser()) {
                environment.println(JsonPrinter.print(in, style));
            } catch (JacksonException malformed) {
                throw new QmpEventDecodeException(
                        "the peer sent an event " + event.event().name() + " that is not valid JSON: "
                                + PeerText.quote(Secrets.maskQuoted(malformed.getOriginalMessage())),
                        null);
            }
            return true;
        }
        long dropped = ((EventItem.Gap<RawEvent>) item).dropped();
        environment.printMessage(dropped + " events are missing here: they arrived faster than they could be printed");
        return false;
    }
}

package org.qmp4j.fake.session;

import java.util.Optional;
import org.qmp4j.fake.json.JsonInput;
import tools.jackson.databind.JsonNode;

/**
 * The configuration of a monitor.
 *
 * @param greeting its first message; empty for a guest agent, which has no greeting, negotiation or events
 * @param outOfBand whether a client may enable it
 * @param pretty whether it prints each member on its own line
 * @param recovery where it continues after a value that is too deep or too long
 */
public record MonitorConfig(
        Optional<JsonNode> greeting, boolean outOfBand, boolean pretty, JsonInput.Recovery recovery) {
    /** A copy with or without line breaks. */
    public MonitorConfig withPretty(boolean wanted) {
        return new MonitorConfig(greeting, outOfBand, wanted, recovery);
    }

    boolean isAgent() {
        return greeting.isEmpty();
    }

    byte[] lineEnd() {
        return isAgent() ? new byte[] {'\n'} : new byte[] {'\r', '\n'};
    }
}

package org.qmp4j.fake.session;

import java.util.Optional;
import org.qmp4j.fake.json.JsonInput;
import tools.jackson.databind.JsonNode;

/**
 * How a monitor speaks.
 *
 * @param greeting what it says first; empty for a guest agent, which does not greet, negotiate or tell of events
 * @param outOfBand whether a client may enable it
 * @param pretty whether it writes a member a line
 * @param recovery how it goes on after what is too deep or too long
 */
public record Manner(Optional<JsonNode> greeting, boolean outOfBand, boolean pretty, JsonInput.Recovery recovery) {
    /** The same, a member a line or not. */
    public Manner withPretty(boolean wanted) {
        return new Manner(greeting, outOfBand, wanted, recovery);
    }

    boolean isAgent() {
        return greeting.isEmpty();
    }

    byte[] lineEnd() {
        return isAgent() ? new byte[] {'\n'} : new byte[] {'\r', '\n'};
    }
}

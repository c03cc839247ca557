package org.qmp4j.fake.session;

import org.qmp4j.fake.script.Answer;
import tools.jackson.databind.JsonNode;

/** How far a session has come: whether it is negotiated, and what it has enabled. For the loop's thread only. */
final class Negotiation {
    private boolean done;
    private boolean outOfBand;

    boolean isDone() {
        return done;
    }

    boolean isOutOfBand() {
        return outOfBand;
    }

    /** Runs {@code qmp_capabilities}. */
    Answer negotiate(JsonNode arguments, boolean outOfBandOffered) {
        JsonNode enable = arguments.path("enable");
        for (String name : arguments.propertyNames()) {
            if (!name.equals("enable")) {
                return Answer.failing("Parameter '" + name + "' is unexpected");
            }
        }
        if (!enable.isMissingNode() && !enable.isArray()) {
            return Answer.failing("Invalid parameter type for 'enable', expected: array");
        }
        boolean wanted = false;
        for (int i = 0; i < enable.size(); i++) {
            JsonNode capability = enable.get(i);
            if (!capability.isString()) {
                return Answer.failing("Invalid parameter type for 'enable[" + i + "]', expected: string");
            }
            if (!capability.stringValue().equals("oob")) {
                // So QEMU names the element of a list.
                return Answer.failing("Parameter 'null' does not accept value '" + capability.stringValue() + "'");
            }
            wanted = true;
        }
        if (done) {
            return Answer.failing("CommandNotFound", "Capabilities negotiation is already complete, command ignored");
        }
        if (wanted && !outOfBandOffered) {
            return Answer.failing("Capability 'oob' is not available");
        }
        done = true;
        outOfBand = wanted;
        return Answer.done();
    }
}

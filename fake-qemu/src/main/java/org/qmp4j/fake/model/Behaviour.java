package org.qmp4j.fake.model;

import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** What a command does. */
@FunctionalInterface
public interface Behaviour {
    /** Does it, and says what comes of it. */
    Answer run(Request request);
}

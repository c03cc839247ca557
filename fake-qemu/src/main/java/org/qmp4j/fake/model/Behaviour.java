package org.qmp4j.fake.model;

import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** What a command does. */
@FunctionalInterface
public interface Behaviour {
    /** Runs the command and returns the answer. */
    Answer run(Request request);
}

package org.qmp4j.fake.session;

import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Request;

/** What stands behind the monitors of one fake. For the loop's thread only. */
public interface Backend {
    /** What a command comes to; its session has nothing against it. */
    Answer answer(Request request);

    /** What a negotiation that has succeeded comes to. */
    default Answer negotiated() {
        return Answer.done();
    }

    /** What is to go wrong with the connection that has just been accepted. */
    Optional<Fault> faultOfConnection();

    /** What is to go wrong with the answer to this command. */
    Optional<Fault> faultOfAnswer(boolean outOfBand);

    /** The command was {@code quit}, and has been answered. */
    void quit();
}

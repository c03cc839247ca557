package org.qmp4j.fake.session;

import java.util.Optional;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Request;

/** Answers the commands of all monitors of one fake. For the loop's thread only. */
public interface Backend {
    /**
     * The answer to a command that its session allows.
     *
     * @param runs false where a fault keeps the command from being run; the answer is then not used
     */
    Answer answer(Request request, boolean runs);

    /** The answer to a successful negotiation. */
    default Answer negotiated() {
        return Answer.done();
    }

    /** What is to go wrong with the connection that has just been accepted. */
    Optional<Fault> faultOfConnection();

    /** What is to go wrong with the answer to this command. */
    Optional<Fault> faultOfAnswer(boolean outOfBand);

    /** The command {@code quit} has succeeded, and has been answered. */
    void quit();
}

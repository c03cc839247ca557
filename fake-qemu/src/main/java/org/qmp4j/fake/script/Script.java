package org.qmp4j.fake.script;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/** What a test has scripted: answers, of which the youngest that fits counts, and faults in their order. */
public final class Script {
    private final Deque<Stubbing> stubbings = new ArrayDeque<>();
    private final Deque<Fault> ofConnections = new ArrayDeque<>();
    private final Deque<Fault> ofAnswers = new ArrayDeque<>();

    /** An empty one. */
    public Script() {}

    /** From here on that one counts before all others. */
    public void add(Stubbing stubbing) {
        stubbings.addFirst(stubbing);
    }

    /** A fault is used when its turn comes. */
    public void add(Fault fault) {
        (fault.isOfConnection() ? ofConnections : ofAnswers).add(fault);
    }

    /** The fault whose turn it is, with a connection. */
    public Optional<Fault> faultOfConnection() {
        return Optional.ofNullable(ofConnections.poll());
    }

    /** The fault whose turn it is, with an answer. */
    public Optional<Fault> faultOfAnswer(boolean outOfBand) {
        // QEMU treats a message that it cannot read as in-band, and answers in turn.
        boolean waits = outOfBand && ofAnswers.peek() == Fault.ERROR_WITHOUT_ID;
        return waits ? Optional.empty() : Optional.ofNullable(ofAnswers.poll());
    }

    /**
     * The scripted answer, or that of the model; empty where neither has one.
     *
     * @param model runs the command as the fake does without a script; empty where the fake does not know it
     */
    public Optional<Answer> answer(Request request, Supplier<Optional<Answer>> model) {
        return stubbings.stream()
                .filter(stubbing -> stubbing.fits(request))
                .findFirst()
                .map(stubbing -> stubbing.answer(request, model))
                .orElseGet(model);
    }

    /** Forgets all of it. */
    public void clear() {
        stubbings.clear();
        ofConnections.clear();
        ofAnswers.clear();
    }
}

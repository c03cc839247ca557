package org.qmp4j.it.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.qmp4j.fake.script.Fault;

/** One thing that is done in a schedule. */
sealed interface Step {
    /** Far more than any answer takes. */
    Duration PATIENT = Duration.ofSeconds(40);

    /** All that can be injected. */
    List<Fault> FAULTS = List.of(Fault.values());

    /** A command whose caller waits, or asks later. */
    record Call(String text, Behaviour behaviour, Duration deadline, boolean outOfBand, CallKind kind)
            implements Step {}

    /** How a call is made. */
    enum CallKind {
        EXECUTE,
        SUBMIT,
        SUBMIT_AND_CANCEL
    }

    /** Interrupts the second, third ... worker. */
    record Interrupt(int worker) implements Step {}

    /** A fault of the next connection, or of the next answer. */
    record Inject(Fault fault) implements Step {}

    /** The fake leaves its clients. */
    record Disconnect() implements Step {}

    /** The client is closed, and another one connects. */
    record Reconnect() implements Step {}

    /** A burst of events. */
    record Burst(int events) implements Step {}

    /** Whether it can spoil other calls than itself. */
    default boolean isDisturbing() {
        return !(this instanceof Burst)
                && !(this instanceof Call call
                        && call.behaviour().isAnswered()
                        && call.kind() == CallKind.EXECUTE
                        && call.deadline().equals(PATIENT));
    }

    /**
     * Whether it can lose a reply. QEMU answers in-band commands in order, so counting shows to which command an error
     * without id belongs; if a reply is missing, counting is impossible.
     */
    default boolean losesAnAnswer() {
        return (this instanceof Call call && call.behaviour() == Behaviour.NO_REPLY)
                || (this instanceof Inject inject && inject.fault() == Fault.NO_REPLY);
    }

    /** The steps of each worker, in order. */
    static List<List<Step>> program(long seed) {
        Random random = new Random(seed);
        int workers = 1 + random.nextInt(3);
        boolean calm = random.nextInt(4) == 0;
        List<List<Step>> all = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            List<Step> steps = new ArrayList<>();
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                Step step = random(random, "t" + seed + "-" + worker + "-" + i, workers, calm);
                if (!calm || !step.isDisturbing()) {
                    steps.add(step);
                }
            }
            all.add(steps);
        }
        return all;
    }

    private static Step random(Random random, String name, int workers, boolean calm) {
        return switch (random.nextInt(20)) {
            case 0 -> new Interrupt(random.nextInt(workers));
            case 1 -> new Disconnect();
            case 2, 3 -> new Reconnect();
            case 4, 5 -> new Burst(1 + random.nextInt(200));
            case 6 -> new Inject(fault(random));
            default -> call(random, name, calm);
        };
    }

    private static Fault fault(Random random) {
        Fault fault = FAULTS.get(random.nextInt(FAULTS.size()));
        // A storm costs more time than a hundred other steps.
        return fault == Fault.EVENT_STORM && random.nextInt(10) > 0 ? Fault.EVENTS_BEFORE_REPLY : fault;
    }

    private static Call call(Random random, String name, boolean calm) {
        // Out of band the fake only rejects: no such command returns a text.
        boolean outOfBand = random.nextInt(8) == 0;
        Behaviour behaviour = outOfBand ? Behaviour.REFUSED : Behaviour.random(random);
        // If a reply may get lost, calls have a short timeout; otherwise the schedule would take too long.
        Duration deadline = calm ? PATIENT : Duration.ofMillis(1 + random.nextInt(25));
        CallKind kind = CallKind.values()[random.nextInt(CallKind.values().length)];
        return new Call(name + " " + behaviour, behaviour, deadline, outOfBand, kind);
    }
}

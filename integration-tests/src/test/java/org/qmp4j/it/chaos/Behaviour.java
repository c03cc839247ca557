package org.qmp4j.it.chaos;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** How the fake treats a command. The command itself contains it, so that both sides know it. */
enum Behaviour {
    /** It answers with the command's own text. */
    PLAIN,
    /** It refuses in the command's own text. */
    REFUSED,
    SLOW,
    VERY_SLOW,
    EVENTS,
    NO_REPLY(Fault.NO_REPLY),
    HALF_REPLY(Fault.HALF_REPLY),
    DUPLICATE_REPLY(Fault.DUPLICATE_REPLY),
    FOREIGN_REPLY(Fault.FOREIGN_REPLY),
    GARBAGE(Fault.GARBAGE),
    EVENTS_BEFORE_REPLY(Fault.EVENTS_BEFORE_REPLY),
    CLOSE_BEFORE_REPLY(Fault.CLOSE_BEFORE_REPLY),
    CLOSE_IN_REPLY(Fault.CLOSE_IN_REPLY);

    private final Optional<Fault> fault;

    Behaviour() {
        this.fault = Optional.empty();
    }

    Behaviour(Fault fault) {
        this.fault = Optional.of(fault);
    }

    /** Whether a patient caller gets the answer, if nothing else goes wrong. */
    boolean isAnswered() {
        return fault.isEmpty() || this == DUPLICATE_REPLY || this == FOREIGN_REPLY || this == EVENTS_BEFORE_REPLY;
    }

    /** Mostly harmless. */
    static Behaviour random(Random random) {
        return random.nextInt(3) > 0 ? PLAIN : values()[random.nextInt(values().length)];
    }

    Answer answer(String text, Runnable tellEvents) {
        JsonNode value = JsonNodeFactory.instance.stringNode(text);
        switch (this) {
            case REFUSED -> {
                return Answer.failing(text);
            }
            case SLOW -> {
                return Answer.returning(value).after(Duration.ofMillis(1));
            }
            case VERY_SLOW -> {
                return Answer.returning(value).after(Duration.ofMillis(15));
            }
            case EVENTS -> {
                tellEvents.run();
                return Answer.returning(value);
            }
            default -> {
                Answer plain = Answer.returning(value);
                return fault.map(plain::brokenBy).orElse(plain);
            }
        }
    }
}

package org.qmp4j.fake.session;

import java.io.FileDescriptor;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.net.Link;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One monitor: the conversation with whoever is its client. Reads commands, has them run one after the other, and says what
 * comes of them to the client that is there then, which need not be the one who asked.
 *
 * <p>For the loop's thread only.
 */
public final class Monitor implements Link.Peer {
    /** How many commands QEMU keeps with out-of-band on; then it reads no more. */
    static final int QUEUE = 8;

    private static final JsonNode NO_ARGUMENTS = JsonNodeFactory.instance.objectNode();

    private final Stage stage;
    private final Manner manner;
    private final Runnable free;
    private final Deque<Incoming> queue = new ArrayDeque<>();
    private Negotiation negotiation = new Negotiation();
    private JsonInput input;
    private @Nullable Speaker speaker;
    private boolean running;
    private boolean reading;

    /** What was read and waits for its turn. */
    private sealed interface Incoming {
        record Message(JsonNode json) implements Incoming {}

        record Unreadable(String reason) implements Incoming {}
    }

    /**
     * Without a client.
     *
     * @param free is called when the client has left
     */
    public Monitor(Stage stage, Manner manner, Runnable free) {
        this.stage = stage;
        this.manner = manner;
        this.free = free;
        this.input = newInput();
    }

    private JsonInput newInput() {
        return new JsonInput(manner.recovery(), new JsonInput.Receiver() {
            @Override
            public void value(JsonNode value) {
                came(value);
            }

            @Override
            public void unreadable(String reason) {
                enqueue(new Incoming.Unreadable(reason));
            }
        });
    }

    /** A client has come. */
    public void opened(Link link) {
        speaker = new Speaker(link, manner, stage.backend().faultOfConnection());
        negotiation = new Negotiation();
        // The guest agent goes on where the one before broke off.
        if (!manner.isAgent()) {
            input = newInput();
        }
        manner.greeting().ifPresent(speaker::greet);
    }

    /** Whether there is a client. */
    public boolean isConnected() {
        return speaker != null;
    }

    /** Ends the conversation, after what has been said. */
    public void close() {
        if (speaker != null) {
            speaker.link().closeWhenSent();
            gone();
        }
    }

    /** Ends the conversation at once. */
    public void abort() {
        if (speaker != null) {
            speaker.link().close();
            gone();
        }
    }

    /** Says an event, if the client is one to hear it. */
    void hear(Answer.Emitted event) {
        if (speaker != null && negotiation.isDone() && !manner.isAgent()) {
            speaker.event(event);
        }
    }

    @Override
    public void gone() {
        speaker = null;
        queue.clear();
        stage.dispatcher().drop(this);
        free.run();
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (reading) {
            return;
        }
        reading = true;
        try {
            Speaker client = speaker;
            while (bytes.hasRemaining() && client != null && client == speaker && !isSuspended()) {
                input.feed(bytes.get());
            }
        } finally {
            reading = false;
        }
    }

    /** Without out-of-band QEMU reads nothing while a command waits or runs. */
    private boolean isSuspended() {
        return negotiation.isOutOfBand() ? queue.size() >= QUEUE : running || !queue.isEmpty();
    }

    private void came(JsonNode message) {
        if (isOutOfBand(message)) {
            // QEMU runs these where it reads them, before all that waits.
            Turn turn = new Turn(message);
            turn.begin();
            whenDue(turn.answer, turn::end);
        } else {
            enqueue(new Incoming.Message(message));
        }
    }

    private static boolean isOutOfBand(JsonNode message) {
        return message.has("exec-oob") && !message.has("execute");
    }

    private void enqueue(Incoming incoming) {
        queue.add(incoming);
        stage.dispatcher().submit(this);
    }

    /** Runs what came first; true where it takes its time, and ends by {@link Dispatcher#ended()}. */
    boolean runNext() {
        boolean wasSuspended = isSuspended();
        boolean slow = false;
        Incoming next = queue.remove();
        if (next instanceof Incoming.Unreadable unreadable) {
            say(Messages.failure(new Answer.Failed("GenericError", unreadable.reason()), Optional.empty()));
        } else {
            slow = run(new Turn(((Incoming.Message) next).json()));
        }
        if (wasSuspended) {
            resume();
        }
        return slow;
    }

    private boolean run(Turn turn) {
        turn.begin();
        if (turn.answer.isAtOnce()) {
            turn.end();
            return false;
        }
        running = true;
        whenDue(turn.answer, () -> {
            running = false;
            turn.end();
            stage.dispatcher().ended();
            resume();
        });
        return true;
    }

    private void whenDue(Answer answer, Runnable task) {
        if (answer.isAtOnce()) {
            task.run();
        } else if (answer.hold().isPresent()) {
            Runnable onward = () -> stage.loop().after(answer.delay(), task);
            answer.hold().get().begin(() -> stage.loop().run(onward));
        } else {
            stage.loop().after(answer.delay(), task);
        }
    }

    private void resume() {
        if (speaker != null && !reading) {
            speaker.link().resume();
        }
    }

    private void say(JsonNode message) {
        if (speaker != null) {
            speaker.say(message);
        }
    }

    /** One command, from its beginning to its end. */
    private final class Turn {
        private final JsonNode message;
        private final Optional<JsonNode> id;
        private final String command;
        private Answer answer = Answer.done();
        private @Nullable Fault fault;

        Turn(JsonNode message) {
            this.message = message;
            this.id = Optional.ofNullable(message.get("id"));
            this.command =
                    message.path("execute").asString(message.path("exec-oob").asString(""));
        }

        /** Runs the command, if no fault keeps it from that, and finds the answer. */
        void begin() {
            if (!command.equals("qmp_capabilities") && (negotiation.isDone() || manner.isAgent())) {
                fault = stage.backend().faultOfAnswer(isOutOfBand(message)).orElse(null);
            }
            answer = find();
            if (answer.end() instanceof Answer.Broken broken) {
                fault = broken.fault();
            }
        }

        private boolean runs() {
            return fault == null || fault.runsCommand();
        }

        private Answer find() {
            String objection = Shape.objection(message, negotiation.isOutOfBand());
            if (objection != null) {
                return Answer.failing(objection);
            }
            boolean outOfBand = isOutOfBand(message);
            JsonNode arguments = message.has("arguments") ? message.get("arguments") : NO_ARGUMENTS;
            if (!manner.isAgent()) {
                if (command.equals("qmp_capabilities")) {
                    Answer negotiated = negotiation.negotiate(arguments, manner.outOfBand());
                    boolean succeeded = negotiated.end() instanceof Answer.Returned;
                    return succeeded ? stage.backend().negotiated() : negotiated;
                }
                if (!negotiation.isDone()) {
                    return Answer.failing(
                            "CommandNotFound", "Expecting capabilities negotiation with 'qmp_capabilities'");
                }
            }
            Request request = new Request(command, arguments, id, outOfBand, Monitor.this::descriptor);
            return stage.backend().answer(request, runs());
        }

        void end() {
            answer.before().forEach(stage.events()::emit);
            if (runs()) {
                reply();
            } else {
                refuse();
            }
            answer.after().forEach(stage.events()::emit);
            if (runs()) {
                conclude();
            }
        }

        private void conclude() {
            if (command.equals("quit") && answer.intended() instanceof Answer.Returned) {
                stage.backend().quit();
            } else if (command.equals("qmp_capabilities") && negotiation.isDone() && speaker != null) {
                speaker.negotiated();
            }
        }

        private void refuse() {
            if (fault == Fault.CLOSE_BEFORE_RUNNING) {
                abort();
            } else {
                Answer.Failed error = new Answer.Failed("GenericError", "JSON parse error, stray '#'");
                say(Messages.failure(error, Optional.empty()));
            }
        }

        private void reply() {
            // QEMU's answers go to whoever is its client now.
            Speaker client = speaker;
            if (client == null || answer.intended() instanceof Answer.Silent) {
                return;
            }
            ObjectNode reply = answer.intended() instanceof Answer.Failed failed
                    ? Messages.failure(failed, id)
                    : Messages.success(answer.value().orElseThrow(), id);
            if (fault != null) {
                if (client.reply(reply, fault)) {
                    close();
                }
            } else if (manner.isAgent() && command.equals("guest-sync-delimited")) {
                client.sayDelimited(reply);
            } else {
                client.say(reply);
            }
        }
    }

    private Optional<FileDescriptor> descriptor() {
        return speaker == null ? Optional.empty() : speaker.link().takeDescriptor();
    }
}

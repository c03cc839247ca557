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
 * One monitor: reads the commands of its client, runs them one after the other, and writes each reply to the client that
 * is connected then, which may be another one than the sender of the command.
 *
 * <p>For the loop's thread only.
 */
public final class Monitor implements Link.Peer {
    /** How many commands QEMU queues with out-of-band execution; then it stops reading. */
    static final int QUEUE = 8;

    private static final JsonNode NO_ARGUMENTS = JsonNodeFactory.instance.objectNode();

    private final MonitorContext context;
    private final MonitorConfig config;
    // Called when the client has left, so that the next one can connect.
    private final Runnable free;
    // Commands that were read and not yet run, oldest first.
    private final Deque<Incoming> queue = new ArrayDeque<>();
    // What this client has negotiated so far.
    private Negotiation negotiation = new Negotiation();
    // The parser, with what has come of a command that is not complete.
    private JsonInput input;
    // Writes to the client; null while none is connected.
    private @Nullable ReplyWriter writer;
    // Whether a command that takes time has been run and not ended.
    private boolean running;
    // Whether received() is on the stack: a command that runs inside of it must not call it again.
    private boolean reading;

    /** Commands that were read and not yet run. */
    private sealed interface Incoming {
        record Message(JsonNode json) implements Incoming {}

        record Unreadable(String reason) implements Incoming {}
    }

    /**
     * Creates a monitor without a client.
     *
     * @param free called when the client has left
     */
    public Monitor(MonitorContext context, MonitorConfig config, Runnable free) {
        this.context = context;
        this.config = config;
        this.free = free;
        this.input = newInput();
    }

    private JsonInput newInput() {
        return new JsonInput(config.recovery(), new JsonInput.Receiver() {
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

    /** A client has connected. */
    public void opened(Link link) {
        writer = new ReplyWriter(link, config, context.backend().faultOfConnection());
        negotiation = new Negotiation();
        // The guest agent continues in the middle of the message that the last client left.
        if (!config.isAgent()) {
            input = newInput();
        }
        config.greeting().ifPresent(writer::greet);
    }

    /** Whether there is a client. */
    public boolean isConnected() {
        return writer != null;
    }

    /** Closes the connection after all replies are sent. */
    public void close() {
        if (writer != null) {
            writer.link().closeWhenSent();
            gone();
        }
    }

    /** Closes the connection at once. */
    public void abort() {
        if (writer != null) {
            writer.link().close();
            gone();
        }
    }

    /** Sends an event if the client has negotiated and is not that of a guest agent. */
    void hear(Answer.Emitted event) {
        if (writer != null && negotiation.isDone() && !config.isAgent()) {
            writer.event(event);
        }
    }

    @Override
    public void gone() {
        writer = null;
        queue.clear();
        context.dispatcher().drop(this);
        free.run();
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (reading) {
            return;
        }
        reading = true;
        try {
            ReplyWriter client = writer;
            while (bytes.hasRemaining() && client != null && client == writer && !isSuspended()) {
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
            // QEMU runs these while it reads, before all queued commands.
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
        context.dispatcher().submit(this);
    }

    /** Runs the first command; true if it takes time, and then calls {@link Dispatcher#ended()}. */
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
            context.dispatcher().ended();
            resume();
        });
        return true;
    }

    private void whenDue(Answer answer, Runnable task) {
        if (answer.isAtOnce()) {
            task.run();
        } else if (answer.hold().isPresent()) {
            Runnable onward = () -> context.loop().after(answer.delay(), task);
            answer.hold().get().begin(() -> context.loop().run(onward));
        } else {
            context.loop().after(answer.delay(), task);
        }
    }

    private void resume() {
        if (writer != null && !reading) {
            writer.link().resume();
        }
    }

    private void say(JsonNode message) {
        if (writer != null) {
            writer.write(message);
        }
    }

    /** One command, from its arrival to its reply. */
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

        /** Runs the command, unless a fault prevents it, and finds the answer. */
        void begin() {
            if (!command.equals("qmp_capabilities") && (negotiation.isDone() || config.isAgent())) {
                fault = context.backend().faultOfAnswer(isOutOfBand(message)).orElse(null);
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
            String objection = CommandShapeCheck.objection(message, negotiation.isOutOfBand());
            if (objection != null) {
                return Answer.failing(objection);
            }
            boolean outOfBand = isOutOfBand(message);
            JsonNode arguments = message.has("arguments") ? message.get("arguments") : NO_ARGUMENTS;
            if (!config.isAgent()) {
                if (command.equals("qmp_capabilities")) {
                    Answer negotiated = negotiation.negotiate(arguments, config.outOfBand());
                    boolean succeeded = negotiated.end() instanceof Answer.Returned;
                    return succeeded ? context.backend().negotiated() : negotiated;
                }
                if (!negotiation.isDone()) {
                    return Answer.failing(
                            "CommandNotFound", "Expecting capabilities negotiation with 'qmp_capabilities'");
                }
            }
            Request request = new Request(command, arguments, id, outOfBand, Monitor.this::descriptor);
            return context.backend().answer(request, runs());
        }

        void end() {
            answer.before().forEach(context.events()::emit);
            if (runs()) {
                reply();
            } else {
                refuse();
            }
            answer.after().forEach(context.events()::emit);
            if (runs()) {
                conclude();
            }
        }

        private void conclude() {
            if (command.equals("quit") && answer.intended() instanceof Answer.Returned) {
                context.backend().quit();
            } else if (command.equals("qmp_capabilities") && negotiation.isDone() && writer != null) {
                writer.negotiated();
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
            // QEMU sends a reply to the client that is connected now.
            ReplyWriter client = writer;
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
            } else if (config.isAgent() && command.equals("guest-sync-delimited")) {
                client.writeDelimited(reply);
            } else {
                client.write(reply);
            }
        }
    }

    private Optional<FileDescriptor> descriptor() {
        return writer == null ? Optional.empty() : writer.link().takeDescriptor();
    }
}

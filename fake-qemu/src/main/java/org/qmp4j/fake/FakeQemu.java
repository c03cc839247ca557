package org.qmp4j.fake;

import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.model.Behaviour;
import org.qmp4j.fake.model.QemuModel;
import org.qmp4j.fake.model.World;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.DescriptorSource;
import org.qmp4j.fake.script.Request;
import org.qmp4j.fake.session.Manner;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A QEMU that is none: a QMP server in this JVM, which speaks as QEMU does, takes what a schema allows, and answers what a
 * test has scripted or, without a script, what a small model of QEMU knows.
 *
 * <pre>{@code
 * try (FakeQemu qemu = FakeQemu.start();
 *         QmpClient vm = QmpClient.connect(Endpoint.unix(qemu.path()))) {
 *     qemu.when("query-block").thenFail("no disks today");
 *     ...
 *     assertThat(qemu.received("query-block")).hasSize(1);
 * }
 * }</pre>
 *
 * <p>Safe for threads.
 */
public final class FakeQemu extends FakePeer {
    private final QemuModel model;
    private final FakeJobs jobs;

    private FakeQemu(Builder builder, Schema schema, ObjectNode version) {
        super(builder.options, "qmp", schema);
        this.model =
                new QemuModel(new LoopWorld(), schema, version, new QemuModel.Machine(builder.name, builder.status));
        this.jobs = new FakeJobs(loop(), model.jobs());
    }

    /** One of the newest version that is known, with a running machine, on a unix socket in a new folder. */
    public static FakeQemu start() {
        return builder().start();
    }

    /** One of another version, in another state, or elsewhere. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Optional<Behaviour> behaviour(String command) {
        return model.behaviour(command);
    }

    @Override
    Optional<Answer> refusal(Request request) {
        return model.tooEarly(request);
    }

    @Override
    void deserted() {
        model.deserted();
    }

    @Override
    void closeModel() {
        model.close();
    }

    /** Its jobs: how long they take, and who moves them on. */
    public FakeJobs jobs() {
        return jobs;
    }

    /** Tells all negotiated clients of an event without data. */
    public void emit(String event) {
        emit(event, "{}");
    }

    /**
     * Tells all negotiated clients of an event. Those that QEMU tells once a second at most come so from the fake, too.
     *
     * @param data as JSON, whose quotes may be single ones
     * @throws IllegalArgumentException if QEMU has no such event, or if it has other data
     */
    public void emit(String event, String data) {
        JsonNode json = Answer.read(data);
        checkEvent(event, json);
        onLoop(() -> {
            tell(event, json);
            return true;
        });
    }

    /** What the model can do beside answering. */
    private final class LoopWorld implements World {
        @Override
        public void emit(String event, JsonNode data) {
            tell(event, data);
        }

        @Override
        public void later(Duration time, Runnable task) {
            loop().after(time, task);
        }
    }

    /** What a fake is to be. */
    public static final class Builder {
        private final FakeOptions options = new FakeOptions();
        private Schema schema = KnownBuilds.qemu(KnownBuilds.newest());
        private int[] version = numbers(KnownBuilds.newest());
        private String status = "running";
        private boolean outOfBand = true;
        private String name = "";

        private Builder() {}

        private static int[] numbers(String version) {
            return Arrays.stream(version.split("\\."))
                    .mapToInt(Integer::parseInt)
                    .toArray();
        }

        /**
         * The schema and the greeting of that version.
         *
         * @throws IllegalArgumentException if it is none of {@link KnownSchemas#versions()}
         */
        public Builder version(String known) {
            schema = KnownBuilds.qemu(known);
            version = numbers(known);
            return this;
        }

        /**
         * A schema of your own: from facts, or as a QEMU tells it of itself:
         *
         * <pre>{@code
         * builder.schema(Introspection.read(client.execute(RawCommand.named("query-qmp-schema"))), 11, 1, 3)
         * }</pre>
         *
         * @param major of the version in the greeting
         */
        public Builder schema(Schema schema, int major, int minor, int micro) {
            this.schema = LinuxBuild.of(schema);
            this.version = new int[] {major, minor, micro};
            return this;
        }

        /** The machine's state in the beginning: {@code running} where nothing is said, {@code prelaunch}, {@code preconfig} ... */
        public Builder status(String status) {
            this.status = status;
            return this;
        }

        /** What {@code query-name} tells; nothing where nothing is said. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Whether it offers out-of-band execution; it does where nothing is said. */
        public Builder outOfBand(boolean offered) {
            this.outOfBand = offered;
            return this;
        }

        /** Whether the monitors named from here on write a member a line, as with {@code pretty=on}. */
        public Builder pretty(boolean pretty) {
            options.pretty(pretty);
            return this;
        }

        /** Listens there, on a unix or TCP address; on each one that is named. Port 0 is a free one. */
        public Builder listen(SocketAddress address) {
            options.listen(address);
            return this;
        }

        /** Listens on a channel that is bound already. */
        public Builder listen(ServerSocketChannel channel) {
            options.listen(channel);
            return this;
        }

        /** Takes file descriptors from there: the sockets of the JDK cannot receive any. */
        public Builder descriptors(DescriptorSource source) {
            options.descriptors(source);
            return this;
        }

        /** Shares a thread with other fakes. */
        public Builder on(FakeHost host) {
            options.on(host);
            return this;
        }

        /** Lets a test script answers and events that the schema does not have. */
        public Builder unchecked() {
            options.unchecked();
            return this;
        }

        /**
         * Starts it.
         *
         * @throws java.io.UncheckedIOException if it cannot listen
         */
        public FakeQemu start() {
            ObjectNode tells = JsonNodeFactory.instance.objectNode();
            tells.putObject("qemu")
                    .put("micro", version.length > 2 ? version[2] : 0)
                    .put("minor", version[1])
                    .put("major", version[0]);
            tells.put("package", "");
            ObjectNode greeting = JsonNodeFactory.instance.objectNode();
            ObjectNode inner = greeting.putObject("QMP");
            inner.set("version", tells);
            ArrayNode capabilities = inner.putArray("capabilities");
            if (outOfBand) {
                capabilities.add("oob");
            }
            JsonInput.Recovery recovery =
                    version[0] >= 11 ? JsonInput.Recovery.BEHIND_THE_VALUE : JsonInput.Recovery.AT_ONCE;
            FakeQemu qemu = new FakeQemu(this, schema, tells);
            qemu.open(new Manner(Optional.of(greeting), outOfBand, false, recovery), options);
            return qemu;
        }
    }
}

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
import org.qmp4j.fake.session.MonitorConfig;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An in-process fake QEMU: a QMP server that behaves like QEMU, accepts what a schema allows, and answers with what a
 * test has scripted or, without a script, from a small model of QEMU.
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

    /** Starts a fake of the newest known version, with a running machine, on a unix socket in a new folder. */
    public static FakeQemu start() {
        return builder().start();
    }

    /** For another version, state or address. */
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

    /** Its jobs: how long they take, and whether the test controls them. */
    public FakeJobs jobs() {
        return jobs;
    }

    /** Sends an event without data to all negotiated clients. */
    public void emit(String event) {
        emit(event, "{}");
    }

    /**
     * Sends an event to all negotiated clients. Events that QEMU sends at most once a second are limited in the same way.
     *
     * @param data as JSON; single quotes are allowed
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

    /** What the model can do besides answering. */
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

    /** The options of a fake. */
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
         * @throws IllegalArgumentException if it is not one of {@link KnownSchemas#versions()}
         */
        public Builder version(String known) {
            schema = KnownBuilds.qemu(known);
            version = numbers(known);
            return this;
        }

        /**
         * Your own schema: from facts, or from the introspection of a QEMU:
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

        /** The initial run state: {@code running} by default, {@code prelaunch}, {@code preconfig} ... */
        public Builder status(String status) {
            this.status = status;
            return this;
        }

        /** The name in the answer to {@code query-name}; by default none. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Whether it offers out-of-band execution; the default is true. */
        public Builder outOfBand(boolean offered) {
            this.outOfBand = offered;
            return this;
        }

        /** Whether the monitors that are added later print each member on its own line, as with {@code pretty=on}. */
        public Builder pretty(boolean pretty) {
            options.pretty(pretty);
            return this;
        }

        /** Adds a unix or TCP address to listen on. Port 0 is replaced by a free port. */
        public Builder listen(SocketAddress address) {
            options.listen(address);
            return this;
        }

        /** Adds a channel that is already bound. */
        public Builder listen(ServerSocketChannel channel) {
            options.listen(channel);
            return this;
        }

        /** The source of file descriptors: the sockets of the JDK cannot receive any. */
        public Builder descriptors(DescriptorSource source) {
            options.descriptors(source);
            return this;
        }

        /** Shares the thread of that host with other fakes. */
        public Builder on(FakeHost host) {
            options.on(host);
            return this;
        }

        /** Allows scripted answers and events that are not in the schema. */
        public Builder unchecked() {
            options.unchecked();
            return this;
        }

        /**
         * Starts the fake.
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
            qemu.open(new MonitorConfig(Optional.of(greeting), outOfBand, false, recovery), options);
            return qemu;
        }
    }
}

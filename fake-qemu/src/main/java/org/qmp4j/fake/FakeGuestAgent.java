package org.qmp4j.fake;

import java.net.SocketAddress;
import java.util.Optional;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.fake.model.AgentModel;
import org.qmp4j.fake.model.Behaviour;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import org.qmp4j.fake.session.MonitorConfig;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Schema;

/**
 * An in-process fake guest agent: it sends neither a greeting nor events, its lines end in a line feed alone, and it goes on
 * reading where the client before broke off. Otherwise as {@link FakeQemu}.
 *
 * <pre>{@code
 * try (FakeGuestAgent agent = FakeGuestAgent.start();
 *         GuestAgentClient guest = GuestAgentClient.connect(Endpoint.unix(agent.path()))) {
 *     agent.when("guest-get-time").thenReturn("1234567890000000000");
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for threads.
 */
public final class FakeGuestAgent extends FakePeer {
    private final AgentModel model;

    private FakeGuestAgent(FakeOptions options, Schema schema, String version) {
        super(options, "qga", schema);
        this.model = new AgentModel(schema, version);
    }

    /** One of the newest version that is known, on a unix socket in a new folder. */
    public static FakeGuestAgent start() {
        return builder().start();
    }

    /** One of another version, or elsewhere. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Optional<Behaviour> behaviour(String command) {
        return model.behaviour(command);
    }

    @Override
    Optional<Answer> refusal(Request request) {
        return model.disabled(request);
    }

    @Override
    void deserted() {
        // It keeps no account of who is there.
    }

    @Override
    void closeModel() {
        // It holds nothing of the system.
    }

    /** The settings of a fake. */
    public static final class Builder {
        private final FakeOptions options = new FakeOptions();
        private String version = KnownBuilds.newest();

        private Builder() {}

        /**
         * The schema of that version.
         *
         * @throws IllegalArgumentException if {@link KnownSchemas#versions()} does not contain it
         */
        public Builder version(String known) {
            KnownBuilds.guestAgent(known);
            this.version = known;
            return this;
        }

        /** Listens there, on a unix or TCP address. */
        public Builder listen(SocketAddress address) {
            options.listen(address);
            return this;
        }

        /** Shares a thread with other fakes. */
        public Builder on(FakeHost host) {
            options.on(host);
            return this;
        }

        /** Lets a test script answers that the schema does not have. */
        public Builder unchecked() {
            options.unchecked();
            return this;
        }

        /**
         * Starts it.
         *
         * @throws java.io.UncheckedIOException if it cannot listen
         */
        public FakeGuestAgent start() {
            FakeGuestAgent agent = new FakeGuestAgent(options, KnownBuilds.guestAgent(version), version);
            JsonInput.Recovery recovery = JsonInput.Recovery.AT_ONCE;
            agent.open(new MonitorConfig(Optional.empty(), false, false, recovery), options);
            return agent;
        }
    }
}

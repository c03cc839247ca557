package org.qmp4j.client;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.session.AgentMessageLimits;
import org.qmp4j.client.session.LivenessTimes;
import org.qmp4j.client.transport.KeepAlive;

/** Choices for one connection. Immutable; made by a {@link Builder}. */
public final class ConnectOptions {
    /** 5 s, out-of-band where offered, TCP keep-alive, no liveness probe, no early subscription, no observer. */
    public static final ConnectOptions DEFAULT = builder().build();

    private static final int MONITOR_MESSAGE_BYTES = 96 << 20;

    /** Events that are wanted from the first byte on; no names mean all. */
    record EarlyEvents(EventOptions options, Set<String> names) {}

    private final Duration connectTimeout;
    private final boolean waitForSocket;
    private final boolean outOfBand;
    private final Optional<EarlyEvents> earlyEvents;
    private final Executor callbackExecutor;
    private final ClientObserver observer;
    private final DefaultTimeouts defaultTimeouts;
    private final OptionalInt maxMessageBytes;
    private final int maxWaitingCalls;
    private final KeepAlive keepAlive;
    private final Optional<LivenessTimes> liveness;

    private ConnectOptions(Builder builder) {
        this.connectTimeout = builder.connectTimeout;
        this.waitForSocket = builder.waitForSocket;
        this.outOfBand = builder.outOfBand;
        this.earlyEvents = Optional.ofNullable(builder.earlyEvents);
        this.callbackExecutor = builder.callbackExecutor;
        this.observer = builder.observer;
        this.defaultTimeouts = builder.defaultTimeouts;
        this.maxMessageBytes = builder.maxMessageBytes;
        this.maxWaitingCalls = builder.maxWaitingCalls;
        this.keepAlive = builder.keepAlive;
        this.liveness = Optional.ofNullable(builder.liveness);
    }

    /** The default options, to be changed. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * These options with another {@linkplain Builder#connectTimeout(Duration) timeout for connecting}.
     *
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public ConnectOptions withConnectTimeout(Duration timeout) {
        Builder copy = builder().connectTimeout(timeout);
        copy.waitForSocket = waitForSocket;
        copy.outOfBand = outOfBand;
        copy.earlyEvents = earlyEvents.orElse(null);
        copy.callbackExecutor = callbackExecutor;
        copy.observer = observer;
        copy.defaultTimeouts = defaultTimeouts;
        copy.maxMessageBytes = maxMessageBytes;
        copy.maxWaitingCalls = maxWaitingCalls;
        copy.keepAlive = keepAlive;
        copy.liveness = liveness.orElse(null);
        return copy.build();
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    boolean waitForSocket() {
        return waitForSocket;
    }

    boolean outOfBand() {
        return outOfBand;
    }

    Optional<EarlyEvents> earlyEvents() {
        return earlyEvents;
    }

    Executor callbackExecutor() {
        return callbackExecutor;
    }

    ClientObserver observer() {
        return observer;
    }

    DefaultTimeouts defaultTimeouts() {
        return defaultTimeouts;
    }

    /** The limit for a monitor's messages. */
    int maxMessageBytes() {
        return maxMessageBytes.orElse(MONITOR_MESSAGE_BYTES);
    }

    /** The limits for a guest agent's messages. */
    AgentMessageLimits agentMessageLimits() {
        return maxMessageBytes.isPresent()
                ? AgentMessageLimits.same(maxMessageBytes.getAsInt())
                : AgentMessageLimits.STANDARD;
    }

    int maxWaitingCalls() {
        return maxWaitingCalls;
    }

    KeepAlive keepAlive() {
        return keepAlive;
    }

    Optional<LivenessTimes> liveness() {
        return liveness;
    }

    /** Collects choices. Not for use by several threads at once. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private boolean waitForSocket = false;
        private boolean outOfBand = true;
        private @Nullable EarlyEvents earlyEvents = null;
        private Executor callbackExecutor = ForkJoinPool.commonPool();
        private ClientObserver observer = ClientObserver.NONE;
        private DefaultTimeouts defaultTimeouts = DefaultTimeouts.STANDARD;
        private OptionalInt maxMessageBytes = OptionalInt.empty();
        private int maxWaitingCalls = 10_000;
        private KeepAlive keepAlive = KeepAlive.DEFAULT;
        private @Nullable LivenessTimes liveness = null;

        private Builder() {}

        /**
         * One timeout for connecting, greeting and negotiation together; default: 5 s.
         *
         * @throws IllegalArgumentException if the timeout is not above zero
         */
        public Builder connectTimeout(Duration timeout) {
            if (timeout.isNegative() || timeout.isZero()) {
                throw new IllegalArgumentException("timeout must be positive: " + timeout);
            }
            this.connectTimeout = timeout;
            return this;
        }

        /** Whether to wait, within the connect timeout, for a socket that is not there yet; default: no. */
        public Builder waitForSocket(boolean wait) {
            this.waitForSocket = wait;
            return this;
        }

        /** Whether to enable out-of-band execution where the monitor offers it; default: yes. */
        public Builder outOfBand(boolean enable) {
            this.outOfBand = enable;
            return this;
        }

        /**
         * Subscribes before the first byte is read, so that no event can be missed; {@link QmpClient#earlyEvents()} gives the
         * subscription. Default: none.
         *
         * @param names which events; none means all
         */
        public Builder subscribe(String... names) {
            return subscribe(EventOptions.DEFAULT, names);
        }

        /** As {@link #subscribe(String...)}, with a choice of queue. */
        public Builder subscribe(EventOptions options, String... names) {
            this.earlyEvents = new EarlyEvents(options, Set.copyOf(List.of(names)));
            return this;
        }

        /**
         * Where futures are completed and the observer is called; default: the common pool. Code that blocks there, such as a
         * future's callback that waits for another future, needs a pool of its own. The executor's {@code execute} must not block:
         * the thread that reads the connection calls it, and so do the timer and those that send a command or close the client.
         */
        public Builder callbackExecutor(Executor executor) {
            this.callbackExecutor = Objects.requireNonNull(executor);
            return this;
        }

        /** Who is told what happens; default: nobody. */
        public Builder observer(ClientObserver observer) {
            this.observer = Objects.requireNonNull(observer);
            return this;
        }

        /** How long commands may take by default: {@link DefaultTimeouts#STANDARD}. */
        public Builder defaultTimeouts(DefaultTimeouts defaultTimeouts) {
            this.defaultTimeouts = Objects.requireNonNull(defaultTimeouts);
            return this;
        }

        /**
         * How many bytes one message of the peer may have; a longer one ends the connection with {@code
         * QmpProtocolException}.
         *
         * <p>Default for a monitor: 96 MiB. Default for a guest agent: 1 MiB; while a command is in flight whose answer
         * can be long, 16 MiB ({@code guest-get-fsinfo} and other lists) or 96 MiB ({@code guest-file-read}, {@code
         * guest-exec-status}). A value that is set here holds for all messages of either.
         *
         * <p>Beside this limit, the messages of all connections that are not complete yet share a budget: a quarter of
         * the largest heap that the JVM may have, or the system property {@code
         * org.qmp4j.client.unfinishedMessageBytes}. Beyond it the connection that holds most of it is ended.
         *
         * @throws IllegalArgumentException if that is less than 1,024
         */
        public Builder maxMessageBytes(int bytes) {
            if (bytes < 1024) {
                throw new IllegalArgumentException("a greeting alone takes some 200 bytes; " + bytes + " is too few");
            }
            this.maxMessageBytes = OptionalInt.of(bytes);
            return this;
        }

        /**
         * How many calls may wait for their turn; one more fails with {@code QmpBusyException}. Default: 10,000.
         *
         * @throws IllegalArgumentException if that is less than one
         */
        public Builder maxWaitingCalls(int calls) {
            if (calls < 1) {
                throw new IllegalArgumentException("at least one call must be able to wait, not " + calls);
            }
            this.maxWaitingCalls = calls;
            return this;
        }

        /**
         * When TCP checks that the peer's host is still there, on {@code tcp:} and {@code tls:} endpoints and accepted
         * connections; default: {@link KeepAlive#DEFAULT}. It does not help while bytes that were sent are not acknowledged:
         * then the kernel's own limit counts, some 15 minutes on Linux; {@link #livenessProbe(Duration)} is sooner.
         */
        public Builder keepAlive(KeepAlive keepAlive) {
            this.keepAlive = Objects.requireNonNull(keepAlive);
            return this;
        }

        /** As {@link #livenessProbe(Duration, Duration)}, with a timeout of 10 s. */
        public Builder livenessProbe(Duration interval) {
            return livenessProbe(interval, Duration.ofSeconds(10));
        }

        /**
         * Asks QEMU for a sign of life whenever it has sent nothing for the interval: {@code {"exec-oob": "query-yank"}}. If
         * nothing at all comes within the timeout, and one second more, the connection is closed as {@linkplain
         * CloseReason#unresponsive() unresponsive}. Default: never.
         *
         * <p>A QEMU whose main loop is busy answers, because the probe is out of band; one that is stopped does not. Connecting
         * fails with {@code QmpHandshakeException} where the monitor has no out-of-band execution. Neither statistics nor
         * observers count the probe. While a command with descriptors runs, none is sent.
         *
         * <p>QEMU reads about 300 KB a second: where larger commands are sent over TCP or TLS, the timeout must be longer than QEMU
         * takes to read one.
         *
         * @throws IllegalArgumentException if interval or timeout is not positive
         */
        public Builder livenessProbe(Duration interval, Duration timeout) {
            requirePositive("interval", interval);
            requirePositive("timeout", timeout);
            this.liveness = new LivenessTimes(interval, timeout);
            return this;
        }

        private static void requirePositive(String name, Duration duration) {
            if (duration.isNegative() || duration.isZero()) {
                throw new IllegalArgumentException(name + " must be positive: " + duration);
            }
        }

        /**
         * The options as they are now.
         *
         * @throws IllegalStateException if there is to be a liveness probe and out-of-band execution is turned off
         */
        public ConnectOptions build() {
            if (liveness != null && !outOfBand) {
                throw new IllegalStateException("a liveness probe needs out-of-band execution, which is turned off");
            }
            return new ConnectOptions(this);
        }
    }
}

package org.qmp4j.client.options;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.protocol.EventType;

/** Options of one connection. Immutable; made by a {@link Builder}. */
public final class ConnectOptions {
    /** 5 s, out-of-band where offered, TCP keep-alive, no liveness probe, no early subscription, no observer. */
    public static final ConnectOptions DEFAULT = builder().build();

    // Never changed.
    private final Builder chosen;

    private ConnectOptions(Builder chosen) {
        this.chosen = new Builder(chosen);
    }

    /** A builder with the default options. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with these options. */
    public Builder toBuilder() {
        return new Builder(chosen);
    }

    /** See {@link Builder#connectTimeout(Duration)}. */
    public Duration connectTimeout() {
        return chosen.connectTimeout;
    }

    /** See {@link Builder#waitForSocket(boolean)}. */
    public boolean waitForSocket() {
        return chosen.waitForSocket;
    }

    /** See {@link Builder#outOfBand(boolean)}. */
    public boolean outOfBand() {
        return chosen.outOfBand;
    }

    /** The names of the events that {@link Builder#subscribe(String...)} asked for; empty for all events, and if it was not called. */
    public Set<String> earlyEventNames() {
        return chosen.earlyEventNames;
    }

    /** The queue for early events; empty if {@link Builder#subscribe(String...)} was not called. */
    public Optional<EventOptions> earlyEventOptions() {
        return Optional.ofNullable(chosen.earlyEventOptions);
    }

    /** See {@link Builder#callbackExecutor(Executor)}. */
    public Executor callbackExecutor() {
        return chosen.callbackExecutor;
    }

    /** See {@link Builder#observer(ClientObserver)}. */
    public ClientObserver observer() {
        return chosen.observer;
    }

    /** See {@link Builder#defaultTimeouts(DefaultTimeouts)}. */
    public DefaultTimeouts defaultTimeouts() {
        return chosen.defaultTimeouts;
    }

    /** See {@link Builder#maxQueueTime(Duration)}. */
    public Duration maxQueueTime() {
        return chosen.maxQueueTime;
    }

    /** The limit that {@link Builder#maxMessageBytes(int)} set; empty for the defaults. */
    public OptionalInt maxMessageBytes() {
        return chosen.maxMessageBytes;
    }

    /** See {@link Builder#maxWaitingCalls(int)}. */
    public int maxWaitingCalls() {
        return chosen.maxWaitingCalls;
    }

    /** See {@link Builder#keepAlive(KeepAlive)}. */
    public KeepAlive keepAlive() {
        return chosen.keepAlive;
    }

    /** After which silence a {@linkplain Builder#livenessProbe(Duration) liveness probe} is sent; empty for never. */
    public Optional<Duration> livenessInterval() {
        return Optional.ofNullable(chosen.livenessInterval);
    }

    /** How long the answer to a liveness probe may take. */
    public Duration livenessTimeout() {
        return chosen.livenessTimeout;
    }

    /** The options that differ from the defaults: {@code ConnectOptions[connectTimeout=2s, outOfBand=false]}. */
    @Override
    public String toString() {
        return "ConnectOptions["
                + String.join(
                        ", ",
                        Stream.of(
                                        changed("connectTimeout", text(connectTimeout()), "5s"),
                                        changed("waitForSocket", waitForSocket(), false),
                                        changed("outOfBand", outOfBand(), true),
                                        changed("earlyEvents", earlyText(), "none"),
                                        changed("callbackExecutor", callbackExecutor(), ForkJoinPool.commonPool()),
                                        changed("observer", observer(), ClientObserver.NONE),
                                        changed("defaultTimeouts", defaultTimeouts(), DefaultTimeouts.STANDARD),
                                        changed("maxQueueTime", text(maxQueueTime()), "1m"),
                                        changed(
                                                "maxMessageBytes",
                                                maxMessageBytes().orElse(-1),
                                                -1),
                                        changed("maxWaitingCalls", maxWaitingCalls(), 10_000),
                                        changed("keepAlive", keepAlive(), KeepAlive.DEFAULT),
                                        changed("livenessProbe", livenessText(), "never"))
                                .flatMap(Optional::stream)
                                .toList())
                + "]";
    }

    private static Optional<String> changed(String name, Object value, Object standard) {
        return value.equals(standard) ? Optional.empty() : Optional.of(name + "=" + value);
    }

    private String earlyText() {
        if (earlyEventOptions().isEmpty()) {
            return "none";
        }
        return earlyEventNames().isEmpty() ? "all" : new TreeSet<>(earlyEventNames()).toString();
    }

    private String livenessText() {
        return livenessInterval()
                .map(interval -> "after " + text(interval) + ", " + text(livenessTimeout()))
                .orElse("never");
    }

    // "2s", "1m30s": ISO 8601 without its first letters.
    private static String text(Duration duration) {
        return duration.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    /** Collects options. Not for use by several threads at once. */
    public static final class Builder {
        private Duration connectTimeout = Duration.ofSeconds(5);
        private boolean waitForSocket = false;
        private boolean outOfBand = true;
        private @Nullable EventOptions earlyEventOptions = null;
        private Set<String> earlyEventNames = Set.of();
        private Executor callbackExecutor = ForkJoinPool.commonPool();
        private ClientObserver observer = ClientObserver.NONE;
        private DefaultTimeouts defaultTimeouts = DefaultTimeouts.STANDARD;
        private Duration maxQueueTime = Duration.ofSeconds(60);
        private OptionalInt maxMessageBytes = OptionalInt.empty();
        private int maxWaitingCalls = 10_000;
        private KeepAlive keepAlive = KeepAlive.DEFAULT;
        private @Nullable Duration livenessInterval = null;
        private Duration livenessTimeout = Duration.ofSeconds(10);

        private Builder() {}

        private Builder(Builder other) {
            this.connectTimeout = other.connectTimeout;
            this.waitForSocket = other.waitForSocket;
            this.outOfBand = other.outOfBand;
            this.earlyEventOptions = other.earlyEventOptions;
            this.earlyEventNames = other.earlyEventNames;
            this.callbackExecutor = other.callbackExecutor;
            this.observer = other.observer;
            this.defaultTimeouts = other.defaultTimeouts;
            this.maxQueueTime = other.maxQueueTime;
            this.maxMessageBytes = other.maxMessageBytes;
            this.maxWaitingCalls = other.maxWaitingCalls;
            this.keepAlive = other.keepAlive;
            this.livenessInterval = other.livenessInterval;
            this.livenessTimeout = other.livenessTimeout;
        }

        /**
         * One timeout for connecting, greeting and negotiation together; default: 5 s.
         *
         * @throws IllegalArgumentException if the timeout is not positive
         */
        public Builder connectTimeout(Duration timeout) {
            requirePositive("timeout", timeout);
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
         * Subscribes before the first byte is read, so that no event can be missed; {@code QmpClient.earlyEvents()} gives the
         * subscription. Default: none.
         *
         * @param names which events; none means all
         */
        public Builder subscribe(String... names) {
            return subscribe(EventOptions.DEFAULT, names);
        }

        /** As {@link #subscribe(String...)}, by type: {@code subscribe(QemuEvents.STOP, QemuEvents.RESUME)}. */
        public Builder subscribe(EventType<?> type, EventType<?>... more) {
            return subscribe(Stream.concat(Stream.of(type), Stream.of(more))
                    .map(EventType::name)
                    .toArray(String[]::new));
        }

        /** As {@link #subscribe(String...)}, with options of the queue. */
        public Builder subscribe(EventOptions options, String... names) {
            this.earlyEventOptions = options;
            this.earlyEventNames = Set.copyOf(List.of(names));
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

        /** The observer of the connection; default: none. */
        public Builder observer(ClientObserver observer) {
            this.observer = Objects.requireNonNull(observer);
            return this;
        }

        /**
         * How long a command may take if its call has no timeout of its own, from when it is sent; default: {@link
         * DefaultTimeouts#STANDARD}.
         */
        public Builder defaultTimeouts(DefaultTimeouts defaultTimeouts) {
            this.defaultTimeouts = Objects.requireNonNull(defaultTimeouts);
            return this;
        }

        /**
         * How long a call without a timeout of its own may wait to be sent, because earlier commands are still running; then it
         * fails with {@code QmpTimeoutException}, whose outcome is {@code NOT_SENT}. Default: 60 s.
         *
         * @throws IllegalArgumentException if the time is not positive
         */
        public Builder maxQueueTime(Duration time) {
            requirePositive("time", time);
            this.maxQueueTime = time;
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
         * org.qmp4j.client.observer.CloseReason#unresponsive() unresponsive}. Default: never.
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
            this.livenessInterval = interval;
            this.livenessTimeout = timeout;
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
         * @throws IllegalStateException if a liveness probe is chosen and out-of-band execution is turned off
         */
        public ConnectOptions build() {
            if (livenessInterval != null && !outOfBand) {
                throw new IllegalStateException("a liveness probe needs out-of-band execution, which is turned off");
            }
            return new ConnectOptions(this);
        }
    }
}

package org.qmp4j.client;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Choices for one call. Immutable. */
public final class CallOptions {
    /** The command's own default deadline, in band. */
    public static final CallOptions DEFAULT = new CallOptions(Optional.empty(), false);

    private final Optional<Duration> deadline;
    private final boolean outOfBand;

    private CallOptions(Optional<Duration> deadline, boolean outOfBand) {
        this.deadline = deadline;
        this.outOfBand = outOfBand;
    }

    /** How long the call may take, from now until its answer; default: see {@link DefaultDeadlines}. */
    public static CallOptions deadline(Duration deadline) {
        return DEFAULT.withDeadline(deadline);
    }

    /** Sends the command out of band: it runs while another one is running. */
    public static CallOptions outOfBand() {
        return DEFAULT.withOutOfBand();
    }

    /** These options with a deadline. */
    public CallOptions withDeadline(Duration deadline) {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("a deadline lies ahead, it is not " + deadline);
        }
        return new CallOptions(Optional.of(Objects.requireNonNull(deadline)), outOfBand);
    }

    /**
     * These options, out of band. QEMU allows it for {@code migrate-pause}, {@code migrate-recover}, {@code query-yank} and
     * {@code yank}, on a monitor that offers the capability {@code oob}.
     *
     * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#out-of-band-execution">qmp-spec, "Out-of-band
     *     execution"</a>
     */
    public CallOptions withOutOfBand() {
        return new CallOptions(deadline, true);
    }

    /** The deadline that was chosen, if one was. */
    public Optional<Duration> deadline() {
        return deadline;
    }

    /** Whether the command is sent out of band. */
    public boolean isOutOfBand() {
        return outOfBand;
    }
}

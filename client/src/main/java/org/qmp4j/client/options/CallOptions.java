package org.qmp4j.client.options;

import java.io.FileDescriptor;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Choices for one call. Immutable. */
public final class CallOptions {
    /** The command's own default timeout, in band. */
    public static final CallOptions DEFAULT = new CallOptions(Optional.empty(), false, List.of());

    private final Optional<Duration> timeout;
    private final boolean outOfBand;
    private final List<FileDescriptor> descriptors;

    private CallOptions(Optional<Duration> timeout, boolean outOfBand, List<FileDescriptor> descriptors) {
        this.timeout = timeout;
        this.outOfBand = outOfBand;
        this.descriptors = descriptors;
    }

    /**
     * How long the call may take; default: see {@link DefaultTimeouts}. For {@code execute} and {@code send} this covers
     * everything: waiting to be sent, the command, its answer and the decoding of that. For {@code submit} and {@code executeAll}
     * it ends when the answer has arrived, and the decoding of each answer may take the same time once more, because answers
     * wait for each other there.
     *
     * <p>An answer of up to 64 KiB is always decoded. A larger one that is not decoded in time fails with {@code
     * QmpTimeoutException}, whose outcome is {@code DONE}: the command ran.
     *
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public static CallOptions timeout(Duration timeout) {
        return DEFAULT.withTimeout(timeout);
    }

    /** Sends the command out of band: it runs while another one is running. */
    public static CallOptions outOfBand() {
        return DEFAULT.withOutOfBand();
    }

    /**
     * These options with a timeout.
     *
     * @throws IllegalArgumentException if the timeout is not above zero
     */
    public CallOptions withTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive: " + timeout);
        }
        return new CallOptions(Optional.of(Objects.requireNonNull(timeout)), outOfBand, descriptors);
    }

    /**
     * These options, out of band. QEMU allows it for {@code migrate-pause}, {@code migrate-recover}, {@code query-yank} and
     * {@code yank}, on a monitor that offers the capability {@code oob}.
     *
     * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#out-of-band-execution">qmp-spec, "Out-of-band
     *     execution"</a>
     */
    public CallOptions withOutOfBand() {
        return new CallOptions(timeout, true, descriptors);
    }

    /**
     * These options, with open files, sockets or pipes that QEMU gets together with the command's first byte: {@code
     * {"execute":"getfd","arguments":{"fdname":"incoming"}}}. QEMU uses the first of them and closes its copies of others.
     *
     * <p>This asks for an endpoint that can pass descriptors, which the dependency {@code org.qmp4j:qmp4j-descriptors}
     * brings: {@code Descriptors.unix(path)}. On any other the call fails with {@link
     * org.qmp4j.client.error.QmpInvalidCommandException}, whose outcome is {@code NOT_SENT}. The command is sent when
     * nothing else of this client is in flight, and until it is answered nothing else is sent; other calls wait.
     *
     * <p>They stay the caller's own: QEMU gets copies, and the caller closes his. He may do so when the call has ended; but
     * where it ended with the outcome {@code UNKNOWN}, only after the connection is closed as well, because the bytes may
     * still be on their way out.
     *
     * @throws IllegalArgumentException if one of them is not open
     * @see <a href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html#qapidoc-COMMAND-misc.getfd">getfd</a>
     */
    public CallOptions withDescriptors(List<FileDescriptor> descriptors) {
        List<FileDescriptor> all = List.copyOf(descriptors);
        if (!all.stream().allMatch(FileDescriptor::valid)) {
            throw new IllegalArgumentException("a descriptor to pass on must be open");
        }
        return new CallOptions(timeout, outOfBand, all);
    }

    /** The timeout that was chosen, if one was. */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /** Whether the command is sent out of band. */
    public boolean isOutOfBand() {
        return outOfBand;
    }

    /** What is passed to QEMU together with the command; empty for nothing. */
    public List<FileDescriptor> descriptors() {
        return descriptors;
    }
}

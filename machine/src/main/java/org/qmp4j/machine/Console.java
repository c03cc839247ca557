package org.qmp4j.machine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.protocol.PeerText;

/**
 * A serial console of a machine, with the methods of expect: {@link #expect}, {@link #send}, {@link #sendLine}. It keeps the last
 * 1,048,576 characters of the guest's output; all of it is in {@link #logFile()}.
 *
 * <p>All methods may be called by any thread. {@link #expect} begins where the last match ended, for all threads together.
 */
public final class Console {
    private static final int LINES_IN_MESSAGE = 20;

    private static final int MAX_WAITING_BYTES = 1024 * 1024;

    /** How long to wait for the rest of a failure pattern's line, so that the message has all of it. */
    private static final Duration FOR_REST_OF_FAILURE = Duration.ofMillis(500);

    private final Place place;
    private final Transport transport;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by lock.
    private final ConsoleText text = new ConsoleText();
    private final List<Pattern> failures = new ArrayList<>();
    private long read;
    private boolean ended;
    private @Nullable Throwable broken;

    /**
     * What a console belongs to.
     *
     * @param note what the message about a silent guest adds
     * @param chardev the id of QEMU's character device, if QEMU has connected to this program
     */
    record Place(String name, Path logFile, String note, Optional<String> chardev) {}

    private Console(Place place, Transport transport) {
        this.place = place;
        this.transport = transport;
    }

    static Console over(Place place, Transport transport) {
        Console console = new Console(place, transport);
        try {
            console.start();
            return console;
        } catch (RuntimeException | Error failed) {
            // Such as when there is no thread to read it.
            transport.close();
            throw failed;
        }
    }

    private void start() {
        transport.start(new Transport.Receiver() {
            @Override
            public void received(byte[] buffer, int offset, int length) {
                Console.this.received(buffer, offset, length);
            }

            @Override
            public void ended(@Nullable Throwable cause) {
                end(cause);
            }
        });
    }

    private void received(byte[] buffer, int offset, int length) {
        lock.lock();
        try {
            text.add(buffer, offset, length);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the console and wakes all waiting threads. */
    void end() {
        end(null);
    }

    private void end(@Nullable Throwable cause) {
        transport.close();
        lock.lock();
        try {
            broken = ended ? broken : cause;
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Optional<String> chardev() {
        return place.chardev();
    }

    /** The name: {@code console}. */
    public String name() {
        return place.name();
    }

    /**
     * The file to which QEMU writes all output of the guest. It is deleted with the machine's folder. If the guest prints much at
     * once, QEMU writes some characters twice.
     */
    public Path logFile() {
        return place.logFile();
    }

    /** The output of the guest, as far as it is kept. Lines of Linux end in {@code \r\n}. */
    public String text() {
        return textFrom(0);
    }

    /** Whether no more output can come, because QEMU has closed the connection or the machine was closed. */
    public boolean isClosed() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Makes every {@link #expect} fail when one of these patterns is found in the output after the last match: a kernel panic. */
    public void failOn(Pattern... patterns) {
        lock.lock();
        try {
            failures.addAll(List.of(patterns));
        } finally {
            lock.unlock();
        }
    }

    /** Skips all output so far: the next {@link #expect} searches only what comes later. */
    public void skipOutput() {
        lock.lock();
        try {
            read = text.end();
        } finally {
            lock.unlock();
        }
    }

    /** The number of characters that the guest has printed so far: the position of the next one. */
    public long position() {
        lock.lock();
        try {
            return text.end();
        } finally {
            lock.unlock();
        }
    }

    /** The output from a {@linkplain #position() position} on, as far as it is kept. */
    public String textFrom(long position) {
        lock.lock();
        try {
            return text.from(position);
        } finally {
            lock.unlock();
        }
    }

    /** {@link #expect(Pattern, Duration)} with a regular expression as text. */
    public ConsoleMatch expect(String pattern, Duration timeout) {
        return expect(Pattern.compile(pattern), timeout);
    }

    /**
     * Waits until the output after the last match contains a match of the pattern. The match need not end at a line end, and is not
     * extended when more output comes.
     *
     * <p>The timeout and an interrupt also end the matching itself, which can take hours with some patterns.
     *
     * @throws ConsoleException if a pattern of {@link #failOn} is found first, if the console is closed, or at the timeout; the message
     *     has the last lines, and at the timeout the machine's accelerator
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public ConsoleMatch expect(Pattern pattern, Duration timeout) {
        return expect(pattern, List.of(), timeout);
    }

    /** {@link #expect(Pattern, Duration)} that also fails if one of more patterns is found first. */
    public ConsoleMatch expect(Pattern pattern, List<Pattern> failures, Duration timeout) {
        Deadline deadline = Deadline.after(timeout);
        Deadline untilWhole = deadline;
        try {
            while (true) {
                Unread unread = unread(failures);
                // Not under the lock: the reader would wait for a slow pattern.
                Matcher found = pattern.matcher(new LimitedText(unread.text(), deadline));
                boolean isFound = found.find();
                Matcher failure =
                        unread.failure(isFound ? found.end() : unread.text().length(), deadline);
                if (failure == null && isFound) {
                    if (take(unread, found)) {
                        return matchOf(unread.text(), found);
                    }
                    continue;
                }
                if (failure != null) {
                    untilWhole = untilWhole.equals(deadline) ? Deadline.after(FOR_REST_OF_FAILURE) : untilWhole;
                    if (failure.end() < unread.text().length() || unread.isLast() || untilWhole.hasPassed()) {
                        throw failed("printed '" + failure.group() + "' while '" + pattern + "' was expected");
                    }
                } else {
                    untilWhole = deadline;
                    refuseToWait(pattern, unread, deadline);
                }
                awaitMore(unread, untilWhole);
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(pattern, interrupted);
        } catch (LimitedText.Interrupted interrupted) {
            throw interrupted(pattern, interrupted);
        } catch (LimitedText.TimeOver over) {
            throw failed("could not be searched for '" + pattern + "' within " + deadline
                    + ": the pattern takes too long to match; make it more specific");
        }
    }

    /**
     * The output after the last match.
     *
     * @param from the position of its first character
     * @param end the position after its last character
     * @param isLast whether no more output can come
     */
    private record Unread(String text, long from, long end, boolean isLast, List<Pattern> failures) {
        /** The first failure pattern that is found before an index. */
        @Nullable
        Matcher failure(int before, Deadline deadline) {
            return failures.stream()
                    .map(failure -> failure.matcher(new LimitedText(text.substring(0, before), deadline)))
                    .filter(Matcher::find)
                    .findFirst()
                    .orElse(null);
        }
    }

    private Unread unread(List<Pattern> more) {
        lock.lock();
        try {
            List<Pattern> all = new ArrayList<>(failures);
            all.addAll(more);
            return new Unread(text.from(read), read, text.end(), ended, all);
        } finally {
            lock.unlock();
        }
    }

    /** Moves past a match; false if another thread has moved meanwhile. */
    private boolean take(Unread unread, Matcher found) {
        lock.lock();
        try {
            if (read != unread.from()) {
                return false;
            }
            // Counted from the end, because the beginning of the text may have been dropped meanwhile.
            read = unread.end() - unread.text().length() + found.end();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void awaitMore(Unread unread, Deadline deadline) throws InterruptedException {
        lock.lock();
        try {
            while (text.end() == unread.end()
                    && read == unread.from()
                    && ended == unread.isLast()
                    && !deadline.hasPassed()) {
                var unused = changed.await(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    private QmpInterruptedException interrupted(Pattern pattern, Exception cause) {
        Thread.currentThread().interrupt();
        return new QmpInterruptedException("interrupted while waiting for '" + pattern + "' on " + name(), cause);
    }

    private void refuseToWait(Pattern pattern, Unread unread, Deadline deadline) {
        if (unread.isLast()) {
            throw failed("was closed before it printed '" + pattern + "'" + whyBroken());
        }
        if (deadline.hasPassed()) {
            throw failed("has not printed '" + pattern + "' within " + deadline + " (" + place.note() + ")");
        }
    }

    private String whyBroken() {
        lock.lock();
        try {
            return broken == null ? "" : ", because reading it failed: " + broken;
        } finally {
            lock.unlock();
        }
    }

    private ConsoleException failed(String what) {
        String all = text();
        List<String> lines = all.lines().toList();
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size()));
        return new ConsoleException(
                "the console '" + name() + "' " + what + "; "
                        + (last.isBlank() ? "it has printed nothing" : "its last lines:" + PeerText.output(last)),
                all);
    }

    private static ConsoleMatch matchOf(String unread, Matcher found) {
        List<String> groups = IntStream.rangeClosed(1, found.groupCount())
                .mapToObj(found::group)
                .map(group -> group == null ? "" : group)
                .toList();
        return new ConsoleMatch(unread.substring(0, found.start()), found.group(), groups);
    }

    /**
     * Sends a text unchanged. Does not wait until the guest has read it.
     *
     * @throws ConsoleException if the console is closed, or if the guest does not read and 1,048,576 bytes are waiting already
     */
    public void send(String characters) {
        if (isClosed()) {
            throw failed("is closed: nothing can be sent");
        }
        byte[] bytes = characters.getBytes(StandardCharsets.UTF_8);
        if (transport.waitingBytes() + bytes.length > MAX_WAITING_BYTES) {
            throw failed("is not read by the guest: " + transport.waitingBytes() + " bytes are waiting to be sent");
        }
        transport.send(new OutgoingMessage(bytes));
    }

    /** Sends a text and a carriage return, as the Enter key does. */
    public void sendLine(String line) {
        send(line + "\r");
    }

    /** {@link #run(String, Duration)} with a timeout of one minute. */
    public CommandResult run(String line) {
        return run(line, Duration.ofMinutes(1));
    }

    /**
     * Runs one line in the POSIX shell that waits for input on this console, and waits until it has ended. The working directory and
     * variables are kept for the next command. The command has no input. Not for a login prompt, and not for several threads at the
     * same time.
     *
     * <pre>{@code
     * CommandResult mounts = console.run("cat /proc/mounts", Duration.ofSeconds(10));
     * assertEquals(0, mounts.exitCode());
     * }</pre>
     *
     * @param line {@code ls -l /; echo "it's done"}
     * @throws ConsoleException as {@link #expect(Pattern, Duration)} does; after a timeout the command may still run
     * @throws QmpInterruptedException if the thread is interrupted; the command may still run
     * @throws IllegalArgumentException if the text has more than one line, or is too long to be typed
     */
    public CommandResult run(String line, Duration timeout) {
        return new ShellCommand(line).run(this, timeout);
    }
}

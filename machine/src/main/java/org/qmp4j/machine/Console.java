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
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.OutgoingMessage;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.protocol.PeerText;

/**
 * A serial console of a machine: what the guest says, and what it is told. The last 1,048,576 characters are kept here,
 * and all of them in {@link #logFile()}.
 *
 * <p>All methods may be called by any thread. Waiting goes on where the last match ended, whoever waited.
 */
public final class Console {
    private static final int LINES_TOLD = 20;

    private static final int MOST_WAITING = 1024 * 1024;

    /** How long what must not be may take to be said to its end, so that it can be told whole. */
    private static final Duration TO_SAY_IT_ALL = Duration.ofMillis(500);

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
            // As where there is no thread to read it.
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

    /** Nothing more will come; whoever waits is woken. */
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

    /** What it is called: {@code console}. */
    public String name() {
        return place.name();
    }

    /**
     * The file in which QEMU keeps all that the guest has said; in the machine's folder, and gone with it. Where the guest says
     * much at once, QEMU writes some characters into it twice.
     */
    public Path logFile() {
        return place.logFile();
    }

    /** All that is kept of what the guest has said, as it came: lines of Linux end in {@code \r\n}. */
    public String text() {
        return textFrom(0);
    }

    /** Whether the other end is gone, and nothing more will come. */
    public boolean isEnded() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Makes every wait fail, from now on, when one of these is found in what was not matched yet: a kernel's panic. */
    public void failOn(Pattern... patterns) {
        lock.lock();
        try {
            failures.addAll(List.of(patterns));
        } finally {
            lock.unlock();
        }
    }

    /** Passes over all that has come so far: waiting goes on behind it. */
    public void passOver() {
        lock.lock();
        try {
            read = text.end();
        } finally {
            lock.unlock();
        }
    }

    /** The position behind the last character that has come; the first character has 0. */
    public long position() {
        lock.lock();
        try {
            return text.end();
        } finally {
            lock.unlock();
        }
    }

    /** What has come from a {@linkplain #position() position} on, as far as it is kept. */
    public String textFrom(long position) {
        lock.lock();
        try {
            return text.from(position);
        } finally {
            lock.unlock();
        }
    }

    /** As {@link #await(Pattern, Duration)}, with the pattern as text. */
    public ConsoleMatch await(String pattern, Duration timeout) {
        return await(Pattern.compile(pattern), timeout);
    }

    /**
     * Waits until the guest has said what the pattern finds, behind the last match; it need not end a line. Of a pattern
     * that could match more when more comes, what is there is taken.
     *
     * <p>The timeout and an interrupt also end the matching itself, which can take hours where a pattern has many ways to
     * match what the guest says.
     *
     * @throws ConsoleException if a pattern of {@link #failOn} comes first, if the console ends, or at the timeout; with the
     *     last lines, and at the timeout with the machine's accelerator
     * @throws QmpInterruptedException if the thread is interrupted
     */
    public ConsoleMatch await(Pattern pattern, Duration timeout) {
        return await(pattern, List.of(), timeout);
    }

    /** As {@link #await(Pattern, Duration)}, with more patterns that must not come first. */
    public ConsoleMatch await(Pattern pattern, List<Pattern> more, Duration allowed) {
        Deadline deadline = Deadline.after(allowed);
        Deadline untilWhole = deadline;
        try {
            while (true) {
                Unread unread = unread(more);
                // Not under the lock: whoever brings more text would wait for a pattern that takes its time.
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
                    untilWhole = untilWhole.equals(deadline) ? Deadline.after(TO_SAY_IT_ALL) : untilWhole;
                    if (failure.end() < unread.text().length() || unread.isLast() || untilWhole.hasPassed()) {
                        throw failed("said '" + failure.group() + "' while '" + pattern + "' was waited for");
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
                    + ": a pattern has too many ways to match what the guest has said");
        }
    }

    /**
     * What was not matched yet.
     *
     * @param from the place that matching goes on from
     * @param end the position behind the last character
     * @param isLast whether no more will come
     */
    private record Unread(String text, long from, long end, boolean isLast, List<Pattern> failures) {
        /** The first of the failures that is found before an index. */
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

    /** Goes on behind a match; false if another thread has gone on meanwhile. */
    private boolean take(Unread unread, Matcher found) {
        lock.lock();
        try {
            if (read != unread.from()) {
                return false;
            }
            // The kept text may begin later by now: counted from its end as it was.
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
            throw failed("ended before it said '" + pattern + "'" + whyBroken());
        }
        if (deadline.hasPassed()) {
            throw failed("has not said '" + pattern + "' within " + deadline + " (" + place.note() + ")");
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
        String last = String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_TOLD), lines.size()));
        return new ConsoleException(
                "the console '" + name() + "' " + what + "; "
                        + (last.isBlank() ? "it has said nothing" : "its last lines:" + PeerText.output(last)),
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
     * Types a text, as it is. Does not wait until the guest has read it.
     *
     * @throws ConsoleException if the console has ended, or if 1,048,576 bytes wait already because the guest does not read
     */
    public void send(String characters) {
        if (isEnded()) {
            throw failed("has ended: nothing can be typed any more");
        }
        byte[] bytes = characters.getBytes(StandardCharsets.UTF_8);
        if (transport.waitingBytes() + bytes.length > MOST_WAITING) {
            throw failed("is not read by the guest: " + transport.waitingBytes() + " bytes wait to be typed");
        }
        transport.send(new OutgoingMessage(bytes));
    }

    /** Types a text and the Enter key. */
    public void sendLine(String line) {
        send(line + "\r");
    }

    /** As {@link #run(String, Duration)}, for a command that ends within a minute. */
    public CommandResult run(String line) {
        return run(line, Duration.ofMinutes(1));
    }

    /**
     * Runs one line in a POSIX shell that waits for input on this console, and waits until it has ended. Changes of the folder
     * and of variables last. The command has no input. Not for a login prompt, nor for two threads at a time.
     *
     * <pre>{@code
     * CommandResult mounts = console.run("cat /proc/mounts", Duration.ofSeconds(10));
     * assertEquals(0, mounts.exitStatus());
     * }</pre>
     *
     * @param line {@code ls -l /; echo "it's done"}
     * @throws ConsoleException as {@link #await(Pattern, Duration)}; after a timeout the command may still run
     * @throws QmpInterruptedException if the thread is interrupted; the command may still run
     * @throws IllegalArgumentException if the text has more than one line, or is too long to be typed
     */
    public CommandResult run(String line, Duration timeout) {
        return new ShellCommand(line).run(this, timeout);
    }
}

package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.spi.OutgoingMessage;
import org.qmp4j.client.spi.Transport;
import org.qmp4j.machine.error.ConsoleException;

class ConsoleReadingTest {
    private static final Console.Place PLACE =
            new Console.Place("console", Path.of("console.log"), "accelerator: tcg", Optional.of("serial0"));

    /** A transport whose reads fail. */
    private static class Line implements Transport {
        @Nullable
        Receiver receiver;

        boolean isClosed;

        @Override
        public void start(Receiver reader) {
            receiver = reader;
        }

        @Override
        public void send(OutgoingMessage message) {}

        @Override
        public boolean withdraw(OutgoingMessage message) {
            return false;
        }

        @Override
        public void abort(Throwable cause) {
            close();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }

    @Test
    void aWaitingThreadLearnsWhyReadingFailed() {
        Line line = new Line();
        Console console = Console.over(PLACE, line);

        Objects.requireNonNull(line.receiver).ended(new OutOfMemoryError("Java heap space"));

        assertThatThrownBy(() -> console.expect("login: ", Duration.ofHours(1)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining(
                        "was closed before it printed 'login: ', because reading it failed: java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void aConnectionIsClosedIfReadingFails() {
        OutOfMemoryError noThread = new OutOfMemoryError("unable to create native thread");
        Line line = new Line() {
            @Override
            public void start(Receiver reader) {
                throw noThread;
            }
        };

        assertThatThrownBy(() -> Console.over(PLACE, line)).isSameAs(noThread);

        assertThat(line.isClosed).isTrue();
    }

    /** A console whose guest has sent a line as long as the console's buffer. */
    private static Console withLongLine() {
        Line line = new Line();
        Console console = Console.over(PLACE, line);
        byte[] text = "a".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8);
        Objects.requireNonNull(line.receiver).received(text, 0, text.length);
        return console;
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theTimeoutEndsALongSearchForAPattern() {
        Console console = withLongLine();

        assertThatThrownBy(() -> console.expect("[a-z]+ login: ", Duration.ofMillis(20)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining("could not be searched for '[a-z]+ login: ' within 20 ms");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theTimeoutEndsALongSearchForAFailure() {
        Console console = withLongLine();
        console.failOn(Pattern.compile(".*panic"));

        assertThatThrownBy(() -> console.expect("login: ", Duration.ofMillis(20)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining("within 20 ms");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anInterruptEndsALongSearchForAPatternAndKeepsTheFlag() {
        Console console = withLongLine();

        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> console.expect("[a-z]+ login: ", Duration.ofHours(1)))
                .isInstanceOf(QmpInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void receivedTextIsFoundEvenWithATimeoutOfZero() {
        assertThat(withLongLine().expect("a$", Duration.ZERO).text()).isEqualTo("a");
    }
}

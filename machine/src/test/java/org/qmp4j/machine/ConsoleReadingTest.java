package org.qmp4j.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.transport.Outgoing;
import org.qmp4j.client.transport.Transport;
import org.qmp4j.machine.error.ConsoleException;

class ConsoleReadingTest {
    private static final Console.Place PLACE = new Console.Place("console", Path.of("console.log"), "accelerator: tcg");

    /** One whose reading fails. */
    private static class Line implements Transport {
        @Nullable
        Receiver receiver;

        boolean isClosed;

        @Override
        public void start(Receiver reader) {
            receiver = reader;
        }

        @Override
        public void send(Outgoing message) {}

        @Override
        public boolean withdraw(Outgoing message) {
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
    void whoWaitsLearnsThatReadingFailedAndWhy() {
        Line line = new Line();
        Console console = Console.over(PLACE, line);

        Objects.requireNonNull(line.receiver).ended(new OutOfMemoryError("Java heap space"));

        assertThatThrownBy(() -> console.await("login: ", Duration.ofHours(1)))
                .isInstanceOf(ConsoleException.class)
                .hasMessageContaining(
                        "ended before it said 'login: ', because reading it failed: java.lang.OutOfMemoryError: Java heap space");
    }

    @Test
    void aConnectionThatCannotBeReadIsClosed() {
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
}

package org.qmp4j.machine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.transport.Deadline;

class WordsTest {
    @Test
    void anErrorWhileReadingEndsTheWaitingAndIsKnownAfterwards() throws Exception {
        OutOfMemoryError error = new OutOfMemoryError("Java heap space");
        InputStream broken = new InputStream() {
            @Override
            public int read() {
                throw error;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                throw error;
            }
        };
        InputStream begun = new ByteArrayInputStream("begun".getBytes(StandardCharsets.US_ASCII));
        Words words = Words.ofAtMost(1000);

        words.readAll(new SequenceInputStream(begun, broken));

        // Far more than the test may take: it returns at once, or the test fails by its own limit.
        words.awaitEnd(Deadline.after(Duration.ofHours(1)));
        assertThat(words.text()).isEqualTo("begun");
        assertThat(words.failure()).containsSame(error);
    }

    @Test
    void ofMuchTheEndIsKept() {
        Words words = Words.ofAtMost(4);

        words.readAll(new ByteArrayInputStream("beginning".getBytes(StandardCharsets.US_ASCII)));

        assertThat(words.text()).isEqualTo("ning");
        assertThat(words.failure()).isEmpty();
    }
}

package org.qmp4j.machine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.spi.Deadline;

class ProcessOutputTest {
    @Test
    void anErrorWhileReadingEndsTheWaitAndIsReportedLater() throws Exception {
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
        ProcessOutput output = ProcessOutput.ofAtMost(1000);

        output.readAll(new SequenceInputStream(begun, broken));

        // Far more than the test may take: it returns at once, or the test fails by its own limit.
        output.awaitEnd(Deadline.after(Duration.ofHours(1)));
        assertThat(output.text()).isEqualTo("begun");
        assertThat(output.failure()).containsSame(error);
    }

    @Test
    void theEndOfLongOutputIsKept() {
        ProcessOutput output = ProcessOutput.ofAtMost(4);

        output.readAll(new ByteArrayInputStream("beginning".getBytes(StandardCharsets.US_ASCII)));

        assertThat(output.text()).isEqualTo("ning");
        assertThat(output.failure()).isEmpty();
    }
}

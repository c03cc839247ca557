package org.qmp4j.junit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TranscriptTest {
    @Test
    void theLastLinesAreKeptAndTheOthersAreCounted() {
        Transcript transcript = new Transcript();
        for (int line = 1; line <= 10_003; line++) {
            transcript.add("line " + line);
        }

        assertThat(transcript.text())
                .startsWith("(3 lines before this are not kept)\nline 4\n")
                .endsWith("line 10002\nline 10003\n");
    }
}

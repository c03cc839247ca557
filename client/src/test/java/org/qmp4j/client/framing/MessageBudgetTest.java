package org.qmp4j.client.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.protocol.JsonText;

class MessageBudgetTest {
    private static final int MIB = 1 << 20;

    private final MessageBudget budget = new MessageBudget(4 * MIB);
    private final List<String> ended = new ArrayList<>();
    private final List<JsonText> frames = new ArrayList<>();

    private FrameReader reader(String name) {
        return new FrameReader(new FrameLimits(96 * MIB, 1024), budget.open(reason -> ended.add(name + ": " + reason)));
    }

    private void read(FrameReader reader, String bytes) throws FramingException {
        byte[] buffer = bytes.getBytes(ISO_8859_1);
        for (int start = 0; start < buffer.length; start += 16 * 1024) {
            reader.read(buffer, start, Math.min(16 * 1024, buffer.length - start), frame -> frames.add(frame.text()));
        }
    }

    private void begin(FrameReader reader, int bytes) throws FramingException {
        read(reader, "{\"a\":\"" + "x".repeat(bytes - 6));
    }

    @Test
    void completeMessagesUseNoBudget() throws FramingException {
        read(reader("one"), "{\"a\":1}{\"b\":2}");
        assertThat(frames).hasSize(2);
        assertThat(budget.used()).isZero();
    }

    @Test
    void anUnfinishedMessageUsesTheBudgetUntilItIsComplete() throws FramingException {
        FrameReader reader = reader("one");
        begin(reader, 100_000);
        assertThat(budget.used()).isBetween(100_000L, 200_000L);
        read(reader, "\"}{");
        assertThat(frames).hasSize(1);
        assertThat(frames.get(0).length()).isEqualTo(100_002);
        assertThat(budget.used()).isEqualTo(256);
    }

    @Test
    void aMessageThatComesByteByByteUsesAtMostTwiceItsLength() throws FramingException {
        FrameReader reader = reader("one");
        byte[] one = {'{'};
        reader.read(one, 0, 1, frame -> {});
        one[0] = ' ';
        for (int i = 1; i < 100_000; i++) {
            reader.read(one, 0, 1, frame -> {});
        }
        assertThat(budget.used()).isBetween(100_000L, 200_000L);
    }

    @Test
    void closingAReaderReleasesItsBudget() throws FramingException {
        FrameReader reader = reader("one");
        begin(reader, MIB);
        reader.close();
        reader.close();
        assertThat(budget.used()).isZero();
        read(reader, "{\"a\":1}");
        begin(reader, MIB);
        assertThat(frames).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void skippingReleasesTheBudgetAtOnce() throws FramingException {
        FrameReader reader = reader("one");
        begin(reader, MIB);
        reader.skipToSentinel();
        read(reader, "x");
        assertThat(budget.used()).isZero();
    }

    @Test
    void closingAReaderAfterATooLongMessageReleasesItsBudget() {
        FrameReader reader = reader("one");
        reader.limit(2 * MIB);
        try {
            begin(reader, 3 * MIB);
        } catch (FramingException tooLong) {
            reader.close();
        }
        assertThat(ended).isEmpty();
        assertThat(budget.used()).isZero();
    }

    @Test
    void theConnectionWithTheLargestMessageIsClosedAndNotTheOneThatNeedsMemory() throws FramingException {
        FrameReader large = reader("large");
        FrameReader small = reader("small");
        begin(large, 3 * MIB);
        begin(small, MIB + 500_000);
        assertThat(ended)
                .singleElement()
                .asString()
                .startsWith("large: an unfinished message takes ")
                .contains("limit of 4194304 bytes")
                .contains("org.qmp4j.client.unfinishedMessageBytes");
        read(small, "\"}");
        assertThat(frames).extracting(JsonText::length).containsExactly(MIB + 500_002);
        assertThat(budget.used()).isZero();
        begin(large, 100);
        assertThat(budget.used()).isZero();
    }

    @Test
    void theConnectionWithTheLargestMessageIsClosedEvenIfItNeedsTheMemory() throws FramingException {
        FrameReader large = reader("large");
        FrameReader small = reader("small");
        begin(small, MIB);
        begin(large, 5 * MIB);
        assertThat(ended).singleElement().asString().startsWith("large: ");
        assertThat(budget.used()).isBetween((long) MIB, 2L * MIB);
        read(small, "\"}");
        assertThat(frames).hasSize(1);
        assertThat(budget.used()).isZero();
    }

    @Test
    void ifManySmallMessagesExceedTheBudgetTheLargestIsClosed() throws FramingException {
        List<FrameReader> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(reader("r" + i));
            begin(readers.get(i), i == 50 ? 80_000 : 60_000);
        }
        assertThat(ended).isNotEmpty();
        assertThat(ended.get(0)).startsWith("r50: ");
        assertThat(budget.used()).isLessThanOrEqualTo(4 * MIB);
        readers.forEach(FrameReader::close);
        assertThat(budget.used()).isZero();
    }

    @Test
    void theBudgetHasAMinimum() {
        assertThat(MessageBudget.limit(0)).isEqualTo(4 * MIB);
        assertThat(MessageBudget.limit(-5)).isEqualTo(4 * MIB);
        assertThat(MessageBudget.limit(5L * MIB)).isEqualTo(5L * MIB);
    }
}

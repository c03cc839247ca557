package org.qmp4j.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleTextTest {
    private final ConsoleText text = new ConsoleText();

    private void add(byte... bytes) {
        text.add(bytes, 0, bytes.length);
    }

    @Test
    void aCharacterCanArriveInTwoPieces() {
        add((byte) 'a', (byte) 0xc3);
        assertThat(text.from(0)).isEqualTo("a");

        add((byte) 0xa4, (byte) 'b');
        assertThat(text.from(0)).isEqualTo("a\u00e4b");
    }

    @Test
    void invalidUtf8IsReplaced() {
        add((byte) 0xff, (byte) 'x');

        assertThat(text.from(0)).isEqualTo("\ufffdx");
    }

    @Test
    void theEndOfLongTextIsKeptAndPositionsStayValid() {
        byte[] half = "a".repeat(ConsoleText.MAX_CHARACTERS / 2).getBytes(UTF_8);
        add(half);
        add(half);
        long mark = text.end();
        add("behind".getBytes(UTF_8));

        assertThat(text.from(0)).hasSize(ConsoleText.MAX_CHARACTERS).endsWith("abehind");
        assertThat(text.from(mark)).isEqualTo("behind");
    }

    @Test
    void theEndOfManySingleCharactersIsKept() {
        add("a".repeat(ConsoleText.MAX_CHARACTERS).getBytes(UTF_8));
        for (int i = 0; i < 100_000; i++) {
            add((byte) ('0' + i % 10));
        }

        assertThat(text.from(0)).hasSize(ConsoleText.MAX_CHARACTERS).endsWith("789");
        assertThat(text.from(text.end() - 3)).isEqualTo("789");
        assertThat(text.end()).isEqualTo(ConsoleText.MAX_CHARACTERS + 100_000L);
    }
}

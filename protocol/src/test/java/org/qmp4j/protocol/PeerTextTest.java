package org.qmp4j.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerTextTest {
    @ParameterizedTest
    @CsvSource({
        "0000", "0007", "0008", "001B", "007F", "0080", "0085", "009B", "009F", "00AD", "061C", "200B", "200E", "200F",
        "2028", "2029", "202A", "202B", "202C", "202D", "202E", "2066", "2067", "2068", "2069", "FEFF", "D800", "DFFF"
    })
    void controlAndBidirectionalCharactersAreEscaped(String hex) {
        String raw = "a" + (char) Integer.parseInt(hex, 16) + "b";
        String escaped = "a\\u" + hex + "b";

        assertThat(PeerText.oneLine(raw)).isEqualTo(escaped);
        assertThat(PeerText.lines(raw)).isEqualTo(escaped);
        assertThat(PeerText.quote(raw)).isEqualTo(escaped);
        assertThat(PeerText.output(raw)).isEqualTo(" " + escaped);
        assertThat(PeerText.message(raw)).isEqualTo(escaped);
    }

    @Test
    void inOneLineLineEndsAndTabsAreEscaped() {
        assertThat(PeerText.oneLine("a\r\nb\tc")).isEqualTo("a\\r\\nb\\tc");
        assertThat(PeerText.message("a\nb")).isEqualTo("a\\nb");
    }

    @Test
    void inSeveralLinesLineEndsAndTabsAreKeptAndCarriageReturnsEscaped() {
        assertThat(PeerText.lines("a\tb\nc\rd")).isEqualTo("a\tb\nc\\rd");
    }

    @Test
    void aSupplementaryCharacterIsEscapedAsTwo() {
        // U+E0001, a tag that no one sees.
        assertThat(PeerText.oneLine("a\udb40\udc01b")).isEqualTo("a\\uDB40\\uDC01b");
    }

    @Test
    void readableTextIsUnchanged() {
        String text = "C:\\vm 'gu\u00e9st' \u20ac \u05d0 \u4e2d \ud83d\ude00";
        assertThat(PeerText.oneLine(text)).isSameAs(text);
        assertThat(PeerText.quote(text)).isEqualTo(text);
    }

    @Test
    void aQuoteHasAtMostFourKilobytesAndSaysHowMuchIsMissing() {
        assertThat(PeerText.quote("x".repeat(4096))).isEqualTo("x".repeat(4096));
        assertThat(PeerText.quote("x".repeat(5000))).isEqualTo("x".repeat(4096) + "... (cut, 5000 characters)");
    }

    @Test
    void theLengthOfAQuoteCountsEscapedCharacters() {
        assertThat(PeerText.quote("\u001b".repeat(5000)))
                .isEqualTo("\\u001B".repeat(4096 / 6) + "... (cut, 5000 characters)");
        assertThat(PeerText.quote("\ud83d\ude00".repeat(2000)))
                .isEqualTo("\ud83d\ude00".repeat(1024) + "... (cut, 4000 characters)");
    }

    @Test
    void outputWithOneLineFollowsTheMessageOnItsLine() {
        assertThat("code 1:" + PeerText.output("no such disk\r\n")).isEqualTo("code 1: no such disk");
    }

    @Test
    void outputWithSeveralLinesIsIndentedSoThatItCannotForgeLogLines() {
        assertThat("code 1:" + PeerText.output("one\r\n2026-01-01 ERROR forged\u001b[2J\n"))
                .isEqualTo("code 1:\n    | one\n    | 2026-01-01 ERROR forged\\u001B[2J");
    }

    @Test
    void theEndOfLongOutputIsKept() {
        String output = PeerText.output("first\n" + "y\n".repeat(3000) + "last");
        assertThat(output).startsWith("\n    | (cut, 6010 characters) ...").endsWith("\n    | y\n    | last");
        assertThat(output.getBytes(UTF_8)).hasSizeLessThan(4096 + 50);
    }

    @Test
    void aMessageKeepsOnlyTheLineEndsOfOutput() {
        String message = "a\nb:" + PeerText.output("c\nd") + "\ne";
        assertThat(PeerText.message(message)).isEqualTo("a\\nb:\n    | c\n    | d\\ne");
        assertThat(PeerText.message(PeerText.message(message))).isEqualTo(PeerText.message(message));
    }
}

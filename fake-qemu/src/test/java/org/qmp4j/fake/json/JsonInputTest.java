package org.qmp4j.fake.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The expected results were observed on QEMU 7.2 and 10.0 (AT_ONCE) and 11.1 (BEHIND_THE_VALUE); see also FakeReadsLikeQemuIT. */
class JsonInputTest {
    private static List<String> old(String text) {
        return DecodedInput.of(JsonInput.Recovery.AT_ONCE, text);
    }

    private static List<String> recent(String text) {
        return DecodedInput.of(JsonInput.Recovery.BEHIND_THE_VALUE, text);
    }

    @Test
    void aValueEndsWhereItsBracketsAreClosed() {
        assertThat(old("{\"a\":\n1}{\"b\":\"}\"}[1,\r\n2] \"x\" true "))
                .containsExactly("{\"a\":1}", "{\"b\":\"}\"}", "[1,2]", "\"x\"", "true");
    }

    @Test
    void stringsCanBeInSingleQuotes() {
        assertThat(old("{'a':'b\"c','d':\"e'f\",'g':'\\''}"))
                .containsExactly("{\"a\":\"b\\\"c\",\"d\":\"e'f\",\"g\":\"'\"}");
    }

    @Test
    void anInvalidByteIsOneErrorAndTheNextValueIsRead() {
        assertThat(old("\u00ff{\"a\":1}")).containsExactly("! JSON parse error, stray '\ufffd'", "{\"a\":1}");
        assertThat(old("{\"a\":@ junk}{\"b\":2}"))
                .containsExactly("! JSON parse error, stray '@'", "! JSON parse error, expecting value", "{\"b\":2}");
    }

    @Test
    void since11AnErrorContainsItsPlace() {
        assertThat(recent("\n {\"a\":@")).containsExactly("! 2:7: JSON parse error, stray '@'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "{\"a\":1 \"b\":2} | expected separator in dict",
                "[1 2] | expected separator in list",
                "{1:2} | key is not a string in object",
                "{\"a\" 1} | missing : in object pair",
                "{\"a\":1,\"a\":2} | duplicate key",
                "[nul] | invalid keyword 'nul'",
                "] | expecting value",
                "[1,] | expecting value",
                "[\"\\q\"] | invalid escape sequence in string",
                "[\"\\ud800\"] | \\ud800 is not a valid Unicode character",
                "[\"\\ufdd0\"] | \\ufdd0 is not a valid Unicode character",
                "[\"\\u12g4\"] | \\u12g4 is not a valid Unicode character",
            },
            delimiter = '|')
    void invalidJsonIsReportedWithQemusErrorText(String text, String reason) {
        assertThat(old(text)).containsExactly("! JSON parse error, " + reason);
    }

    @Test
    void escapesAreDecoded() {
        assertThat(old("\"\\b\\f\\n\\r\\t\\/\\\\\\\"\\u0000\\u20AC\\ud83d\\ude80\""))
                .containsExactly("\"\\b\\f\\n\\r\\t/\\\\\\\"\\u0000\u20ac\ud83d\ude80\"");
    }

    @Test
    void integersAreExactTo64BitsAndDoublesBeyond() {
        assertThat(old("[-9223372036854775808,9223372036854775807,18446744073709551615,18446744073709551616]"))
                .containsExactly(
                        "[-9223372036854775808,9223372036854775807,18446744073709551615,1.8446744073709552E19]");
    }

    @Test
    void nestingOf1024IsAcceptedAndOneMoreIsNot() {
        String deep = "[".repeat(1024) + "]".repeat(1024);
        assertThat(old(deep)).containsExactly(deep);
        assertThat(recent("[" + deep + "]{}")).containsExactly("! JSON nesting depth limit exceeded", "{}");
        // Each remaining bracket is a separate error.
        List<String> burst = old("[" + deep + "]{}");
        assertThat(burst).hasSize(1027).endsWith("! JSON parse error, expecting value", "{}");
        assertThat(burst.get(0)).isEqualTo("! JSON nesting depth limit exceeded");
        assertThat(Collections.frequency(burst, "! JSON parse error, expecting value"))
                .isEqualTo(1025);
    }

    @Test
    void twoToThe21stTokensAreAcceptedAndOneMoreIsNot() {
        // Tokens: a bracket, the zeros with commas between them, a bracket.
        String most = "[" + "0,".repeat((1 << 20) - 2) + "0 ]";
        assertThat(old(most)).singleElement().asString().hasSize(2 * (1 << 20) - 1);
        assertThat(recent("[0," + most.substring(1) + "{}")).containsExactly("! JSON token count limit exceeded", "{}");
    }

    @Tag("slow")
    @Test
    void sixtyFourMebibytesAreAcceptedAndOneByteMoreIsNot() {
        assertThat(seen(JsonInput.MAX_BYTES)).containsExactly("a text");
        assertThat(seen(JsonInput.MAX_BYTES + 1)).startsWith("JSON token size limit exceeded");
    }

    /** The result for a string with this number of bytes, including its quotes. */
    private static List<String> seen(int bytes) {
        String[] seen = new String[1];
        JsonInput input = new JsonInput(JsonInput.Recovery.BEHIND_THE_VALUE, new JsonInput.Receiver() {
            @Override
            public void value(tools.jackson.databind.JsonNode value) {
                seen[0] = seen[0] == null ? "a text" : seen[0];
            }

            @Override
            public void unreadable(String reason) {
                seen[0] = seen[0] == null ? reason : seen[0];
            }
        });
        input.feed((byte) '"');
        for (int i = 0; i < bytes - 2; i++) {
            input.feed((byte) 'a');
        }
        input.feed((byte) '"');
        return Arrays.asList(seen);
    }
}

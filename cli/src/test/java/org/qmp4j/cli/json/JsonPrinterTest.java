package org.qmp4j.cli.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class JsonPrinterTest {
    private static final JsonStyle PRETTY = new JsonStyle(true, false);
    private static final JsonStyle COLOURED = new JsonStyle(false, true);

    private static String print(String json, JsonStyle style) {
        try (JsonParser in = JsonInput.parser(json)) {
            return JsonPrinter.print(in, style);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9007199254740993",
                "9223372036854775807",
                "-9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "123456789012345678901234567890123456789012345678901234567890",
                "0.10000000000000001",
                "1.0",
                "1.50E+3",
                "1e400",
                "-0",
                "-0.0"
            })
    void aNumberIsPrintedUnchanged(String number) {
        assertThat(print(number, JsonStyle.PLAIN)).isEqualTo(number);
        assertThat(print("{\"a\":[" + number + "]}", JsonStyle.PLAIN)).isEqualTo("{\"a\":[" + number + "]}");
    }

    @Test
    void plainJsonHasNoWhiteSpace() {
        assertThat(print("{ \"a\" : [ 1 , true, null, \"x y\" ] ,\r\n\"b\":{ }, \"c\": [ ] }", JsonStyle.PLAIN))
                .isEqualTo("{\"a\":[1,true,null,\"x y\"],\"b\":{},\"c\":[]}");
    }

    @Test
    void membersKeepTheirOrder() {
        assertThat(print("{\"z\":1,\"a\":2,\"m\":3}", JsonStyle.PLAIN)).isEqualTo("{\"z\":1,\"a\":2,\"m\":3}");
    }

    @Test
    void prettyJsonHasALineForEachMember() {
        assertThat(print("{\"a\":[1,{\"b\":false}],\"c\":\"x\"}", PRETTY)).isEqualTo("""
                {
                  "a": [
                    1,
                    {
                      "b": false
                    }
                  ],
                  "c": "x"
                }""");
    }

    @Test
    void anEmptyObjectOrArrayIsPrintedOnOneLine() {
        assertThat(print("{}", PRETTY)).isEqualTo("{}");
        assertThat(print("[[],{}]", PRETTY)).isEqualTo("""
                [
                  [],
                  {}
                ]""");
    }

    @Test
    void namesStringsAndLiteralsHaveDifferentColours() {
        assertThat(print("{\"a\":\"x\",\"b\":[1,null]}", COLOURED))
                .isEqualTo("{\u001b[36m\"a\"\u001b[0m:\u001b[32m\"x\"\u001b[0m,"
                        + "\u001b[36m\"b\"\u001b[0m:[\u001b[33m1\u001b[0m,\u001b[33mnull\u001b[0m]}");
    }

    @Test
    void printableCharactersBeyondAsciiAreNotEscaped() {
        assertThat(print("\"\\u00E4 \\u20AC \\uD83D\\uDE00\"", JsonStyle.PLAIN))
                .isEqualTo("\"\u00e4 \u20ac \ud83d\ude00\"");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(print("\"\\u001B[2J \\u0000 \\u0007 \\u007F \\u009B31m\"", JsonStyle.PLAIN))
                .isEqualTo("\"\\u001B[2J \\u0000 \\u0007 \\u007F \\u009B31m\"");
    }

    @Test
    void lineSeparatorsAndBidirectionalCharactersAreEscaped() {
        assertThat(print("\"\\u0085 \\u202E \\u2066 \\u2028 \\u2029 \\uFEFF\"", JsonStyle.PLAIN))
                .isEqualTo("\"\\u0085 \\u202E \\u2066 \\u2028 \\u2029 \\uFEFF\"");
    }

    @Test
    void controlCharactersInANameAreEscaped() {
        assertThat(print("{\"\\u001B\":1}", JsonStyle.PLAIN)).isEqualTo("{\"\\u001B\":1}");
    }

    @Test
    void anUnpairedSurrogateIsEscaped() {
        assertThat(print("\"\\uD83D \\uDE00\"", JsonStyle.PLAIN)).isEqualTo("\"\\uD83D \\uDE00\"");
    }

    @Test
    void quotesBackslashesAndLineEndsAreEscaped() {
        assertThat(print("\"\\\" \\\\ \\n \\r \\t \\/ \\b\"", JsonStyle.PLAIN))
                .isEqualTo("\"\\\" \\\\ \\n \\r \\t / \\u0008\"");
    }

    @Test
    void onlyOneValueIsPrinted() {
        assertThat(print("[1] [2]", JsonStyle.PLAIN)).isEqualTo("[1]");
    }

    @Test
    void aTextWithoutAValueIsRejected() {
        assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> print(" ", JsonStyle.PLAIN));
    }

    @Test
    void aReplyCanBePrintedInParts() {
        JsonPrinter out = new JsonPrinter(JsonStyle.PLAIN).start('{').name("return");
        try (JsonParser in = JsonInput.parser("{\"a\":1}")) {
            out.copyValue(in);
        }
        assertThat(out.name("id").string("x").end('}')).hasToString("{\"return\":{\"a\":1},\"id\":\"x\"}");
    }
}

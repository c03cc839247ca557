package org.qmp4j.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class QmpJsonTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static JsonNode tree(String json) {
        return JsonText.of(json).tree();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-1",
                "2147483648",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "18446744073709551615",
                "1.0",
                "0.1",
                "-2.5",
                "\"\"",
                "\"text\"",
                "[]",
                "{}",
                "[1,[2,[]],{\"a\":[{}]}]",
                "{\"a\":null,\"b\":{\"c\":[true,false]},\"\":\"empty name\"}"
            })
    void aTreeIsWrittenUnchanged(String json) {
        assertThat(QmpJson.toText(tree(json))).isEqualTo(json);
    }

    @Test
    void unsignedNumbersAreExact() {
        assertThat(tree("18446744073709551615").bigIntegerValue()).isEqualTo(new BigInteger("18446744073709551615"));
        assertThat(tree("9223372036854775807").longValue()).isEqualTo(Long.MAX_VALUE);
        assertThat(tree("18446744073709551615").isIntegralNumber()).isTrue();
    }

    @Test
    void aDecimalNumberKeepsItsFraction() {
        assertThat(tree("1.0").isFloatingPointNumber()).isTrue();
        assertThat(QmpJson.toText(NODES.numberNode(1.0))).isEqualTo("1.0");
        assertThat(QmpJson.toText(NODES.numberNode(new BigDecimal("0.10")))).isEqualTo("0.10");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void numbersThatAreNotValidJsonAreRejected(double number) {
        assertThatThrownBy(() -> QmpJson.toText(NODES.numberNode(number)))
                .isInstanceOf(StreamWriteException.class)
                .hasMessageContaining(Double.toString(number));
    }

    @Test
    void binaryNodesAreRejected() {
        assertThatThrownBy(() -> QmpJson.toText(NODES.binaryNode(new byte[] {1})))
                .isInstanceOf(StreamWriteException.class)
                .hasMessageContaining("BINARY");
    }

    @Test
    void charactersBeyondAsciiAreEscaped() {
        assertThat(QmpJson.toText(NODES.stringNode("gr\u00fc\u00df \u20ac \ud83d\ude00")))
                .isEqualTo("\"gr\\u00FC\\u00DF \\u20AC \\uD83D\\uDE00\"");
    }

    @Test
    void controlCharactersQuotesAndBackslashesAreEscapedAndSlashesAreNot() {
        assertThat(QmpJson.toText(NODES.stringNode("\u0000\n\t\u001f\"\\/")))
                .isEqualTo("\"\\u0000\\n\\t\\u001F\\\"\\\\/\"");
    }

    @Test
    void escapesAreRead() {
        assertThat(tree("\"\\u0041\\uD83D\\uDE00\\n\\/\"").stringValue()).isEqualTo("A\ud83d\ude00\n/");
    }

    @Test
    void aDuplicateNameInAnObjectIsRejected() {
        assertThatThrownBy(() -> QmpJson.toText(out -> {
                    out.writeStartObject();
                    out.writeNumberProperty("a", 1);
                    out.writeNumberProperty("a", 2);
                    out.writeEndObject();
                }))
                .isInstanceOf(StreamWriteException.class)
                .hasMessageContaining("a");
    }

    @Test
    void nestingIsReadUpToTheLimitOfQemu() {
        assertThat(tree("[".repeat(1024) + "]".repeat(1024)).isArray()).isTrue();
        String tooDeep = "[".repeat(1025) + "]".repeat(1025);
        assertThatThrownBy(() -> tree(tooDeep)).isInstanceOf(JacksonException.class);
    }

    @Test
    void nestingIsWrittenUpToTheLimitOfQemu() {
        assertThat(QmpJson.toText(nested(1024))).hasSize(2048);
        assertThatThrownBy(() -> QmpJson.toText(nested(1025))).isInstanceOf(JacksonException.class);
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            node = NODES.arrayNode().add(node);
        }
        return node;
    }

    @Test
    void namesAndStringsCanBeLong() {
        String name = "n".repeat(100_000);
        String value = "v".repeat(22_000_000);
        JsonNode tree = tree("{\"" + name + "\":\"" + value + "\"}");
        assertThat(tree.get(name).stringValue()).hasSize(22_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0.", "1e"})
    void aNumberHasAtMostAThousandDigits(String start) {
        String digits = "1".repeat(1000 - start.length());
        assertThat(tree(start + digits).isNumber()).isTrue();
        assertThatThrownBy(() -> tree(start + digits + "1".repeat(5)))
                .isInstanceOf(StreamConstraintsException.class)
                .hasMessageContaining("exceeds the maximum allowed (1000");
    }

    @Test
    void aCheckRunsBeforeEachPieceOfALargeTextAndCanStopReading() {
        JsonText text = JsonText.of("[" + "1,".repeat(500_000) + "1]");
        AtomicInteger pieces = new AtomicInteger();
        assertThat(text.checked(pieces::incrementAndGet).tree()).hasSize(500_001);
        assertThat(pieces.get()).isBetween(100, 1000);
        JsonText stopped = text.checked(() -> {
            if (pieces.decrementAndGet() == 0) {
                throw new IllegalStateException("enough");
            }
        });
        assertThatThrownBy(stopped::tree)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void aLongStringIsReadInPieces() {
        AtomicInteger pieces = new AtomicInteger();
        JsonText text = JsonText.of("\"" + "\\u0041".repeat(100_000) + "\"").checked(pieces::incrementAndGet);
        assertThat(text.tree().stringValue()).isEqualTo("A".repeat(100_000));
        assertThat(pieces.get()).isGreaterThan(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00e2\u0082", "\u00ed\u00a0\u0080", "\u00c0\u0080"})
    void bytesThatAreNotUtf8AreRejected(String bytes) {
        byte[] text = ("[\"" + "a".repeat(9999) + bytes + "\"]").getBytes(ISO_8859_1);
        assertThatThrownBy(() -> JsonText.wrap(text, 0, text.length).tree())
                .isInstanceOf(JacksonException.class)
                .hasMessageStartingWith("invalid UTF-8 at byte 10001");
    }

    @Test
    void charactersOfAnyLengthAreReadAcrossPieces() {
        String text = "a\u00e4\u20ac\ud83d\ude00".repeat(5000);
        assertThat(tree("\"" + text + "\"").stringValue()).isEqualTo(text);
        assertThat(tree("\"b" + text + "\"").stringValue()).isEqualTo("b" + text);
    }

    @Test
    void aShortTextIsNotChecked() {
        JsonText text = JsonText.of("[1]").checked(() -> {
            throw new IllegalStateException("checked");
        });
        assertThat(text.tree()).hasSize(1);
    }

    // Jackson's table of names is full after some 500 of these, and was shared by all parsers.
    @Test
    void namesWithTheSameHashDoNotAffectOtherTexts() {
        for (int peer = 0; peer < 50; peer++) {
            assertThat(tree(object(CollidingNames.of(2000, peer)))).hasSize(2000);
            String prefix = "honest-" + peer + "-";
            List<String> honest =
                    IntStream.range(0, 300).mapToObj(i -> prefix + i).toList();
            assertThat(tree(object(honest)).propertyNames()).containsExactlyElementsOf(honest);
        }
    }

    private static String object(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\": 1").collect(Collectors.joining(", ", "{", "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "[1,", "\"open", "nul", "{\"a\" 1}", "[1 2]", "\"raw \n newline\""})
    void textThatIsNotJsonIsRejected(String json) {
        assertThatThrownBy(() -> tree(json)).isInstanceOf(JacksonException.class);
    }

    @Test
    void aParserIsReadFromItsCurrentToken() {
        try (JsonParser in = QmpJson.FACTORY.createParser(ObjectReadContext.empty(), new StringReader("[1,2]"))) {
            in.nextToken();
            assertThat(QmpJson.read(in)).hasSize(2);
        }
    }
}

package org.qmp4j.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.throwable;

import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A command that QEMU would reject without an id is rejected before it is sent. The error names the member. */
class UnanswerableCommandTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A command with handwritten arguments. */
    private record Written(Consumer<JsonGenerator> arguments) implements QmpCommand<String> {
        @Override
        public String name() {
            return "custom";
        }

        @Override
        public boolean hasArguments() {
            return true;
        }

        @Override
        public void writeArguments(JsonGenerator out) {
            arguments.accept(out);
        }

        @Override
        public String readReturn(JsonParser in) {
            throw new UnsupportedOperationException();
        }
    }

    private static byte[] encode(Command<?> command) {
        return CommandEncoder.encode(command, "1", false);
    }

    private static void assertRefused(ThrowingCallable encoding, String path, String... words) {
        assertThatThrownBy(encoding)
                .isInstanceOf(QmpInvalidCommandException.class)
                .hasMessageContaining("cannot send '")
                .hasMessageContainingAll(words)
                .asInstanceOf(throwable(QmpInvalidCommandException.class))
                .satisfies(refused -> {
                    assertThat(refused.path()).isEqualTo(path);
                    assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
                });
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(
            strings = {"\ud800", "a\udbffz", "\ud83d" + "\ud83d\ude00", "\ud83d" + "\\", "\ud83dA", "\ud83d" + "\""})
    void theFirstHalfOfASurrogatePairAloneIsRejected(String value) {
        assertRefused(
                () -> encode(RawCommand.named("x").with("key", value)), "arguments.key", "first half", "arguments.key");
    }

    @ParameterizedTest(name = "{index}")
    @ValueSource(strings = {"\udc00", "a\udfffz", "\ud83d\ude00\ude00"})
    void theSecondHalfOfASurrogatePairAloneIsRejected(String value) {
        assertRefused(() -> encode(RawCommand.named("x").with("key", value)), "arguments.key", "second half");
    }

    @Test
    void halfASurrogatePairInAMemberNameIsRejected() {
        RawCommand command = RawCommand.named("x").with("before", 0);
        assertRefused(() -> encode(command.with("k\ud800", 1)), "arguments.k\\uD800", "first half");
        assertRefused(() -> encode(RawCommand.named("x").with("k\udc00", "v")), "arguments.k\\uDC00", "second half");
    }

    @Test
    void halfASurrogatePairInTheCommandNameIsRejected() {
        assertRefused(() -> encode(RawCommand.named("x\ud800")), "execute", "first half");
    }

    @ParameterizedTest
    @CsvSource({"FDD0", "FDDF", "FDEF", "FFFE", "FFFF", "1FFFE", "1FFFF", "2FFFE", "8FFFF", "FFFFE", "10FFFE", "10FFFF"
    })
    void aCodePointThatIsNotACharacterIsRejected(String hex) {
        String value = "text " + Character.toString(Integer.parseInt(hex, 16));
        assertRefused(() -> encode(RawCommand.named("x").with("key", value)), "arguments.key", "U+" + hex);
        assertRefused(() -> encode(RawCommand.named("x").with(value, 1)), "arguments." + value, "U+" + hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 0x7f, 0x80, 0xD7FF, 0xE000, 0xFDCF, 0xFDF0, 0xFFFD, 0x10000, 0x1F600, 0x1FFFD, 0x10FFFD})
    void everyOtherCodePointIsSent(int codePoint) {
        RawCommand command = RawCommand.named("x").with("key", "a" + Character.toString(codePoint) + "z");
        assertThatCode(() -> encode(command)).doesNotThrowAnyException();
    }

    @Test
    void thePathContainsNamesAndIndexes() {
        JsonNode children = NODES.arrayNode()
                .add(NODES.objectNode().put("driver", "file"))
                .add("text")
                .add(NODES.objectNode().put("driver", "file").put("filename", "disk\ud800"));
        assertRefused(
                () -> encode(RawCommand.named("blockdev-add")
                        .with("driver", "quorum")
                        .with("children", children)),
                "arguments.children[2].filename",
                "blockdev-add");
        assertRefused(
                () -> encode(
                        RawCommand.named("x").with("a", NODES.arrayNode().add(1).add("\ufffe"))),
                "arguments.a[1]",
                "U+FFFE");
    }

    @Test
    void aDuplicateNameInAnObjectIsRejected() {
        Written command = new Written(out -> {
            out.writeStartObject();
            out.writeName("nested");
            out.writeStartObject();
            out.writeNumberProperty("twice", 1);
            out.writeNumberProperty("twice", 2);
            out.writeEndObject();
            out.writeEndObject();
        });
        assertRefused(() -> encode(command), "arguments.nested.twice", "custom");
    }

    @Test
    void theSameNameInTwoObjectsIsSent() {
        Written command = new Written(out -> {
            out.writeStartObject();
            out.writeNumberProperty("a", 1);
            out.writeName("b");
            out.writeStartObject();
            out.writeNumberProperty("a", 2);
            out.writeEndObject();
            out.writeEndObject();
        });
        assertThat(encode(command))
                .asString()
                .isEqualTo("{\"execute\":\"custom\",\"arguments\":{\"a\":1,\"b\":{\"a\":2}},\"id\":1}\n");
    }

    // The message itself and its arguments are two of the 1024 levels.
    @Test
    void aMessageNestedToQemusLimitIsSent() {
        String sent = new String(encode(nested(1022)), java.nio.charset.StandardCharsets.US_ASCII);
        long opened = sent.chars().filter(c -> c == '{' || c == '[').count();
        assertThat(opened).isEqualTo(1024);
    }

    @Test
    void aMessageNestedBeyondQemusLimitIsRejected() {
        assertThatThrownBy(() -> encode(nested(1023)))
                .isInstanceOf(QmpInvalidCommandException.class)
                .hasMessageContaining("1024")
                .asInstanceOf(throwable(QmpInvalidCommandException.class))
                .satisfies(refused -> assertThat(refused.path()).startsWith("arguments.deep"));
        assertThatThrownBy(() -> encode(nested(2000))).isInstanceOf(QmpInvalidCommandException.class);
    }

    // Written token by token: copying such a deep tree would need deep recursion.
    private static Written nested(int arrays) {
        return new Written(out -> {
            out.writeStartObject();
            out.writeName("deep");
            for (int i = 0; i < arrays; i++) {
                out.writeStartArray();
            }
            for (int i = 0; i < arrays; i++) {
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    @Test
    void aMessageAsLongAsQemusLimitIsSentAndALongerOneIsRejected() {
        int around = "{\"execute\":\"x\",\"arguments\":{\"a\":\"\"},\"id\":1}\n".length();
        int limit = 64 * 1024 * 1024;
        String longest = "v".repeat(limit - around);
        assertThat(encode(RawCommand.named("x").with("a", longest))).hasSize(limit);
        assertRefused(() -> encode(RawCommand.named("x").with("a", longest + "v")), "", "67108864");
    }

    // 18 tokens are around the zeros: { "execute" : "custom" , "arguments" : { "a" : [ ] } , "id" : 1 }. Each zero
    // and its comma are two more, and so is the array at the end.
    @Test
    void aMessageWithAsManyTokensAsQemuReadsIsSentAndOneWithMoreIsRejected() {
        int zeros = ((2 << 20) - 18 - 2) / 2;
        assertThatCode(() -> encode(zerosAnd(zeros, 0))).doesNotThrowAnyException();
        assertRefused(() -> encode(zerosAnd(zeros, 1)), "", "2097152 tokens");
    }

    private static Written zerosAnd(int zeros, int more) {
        return new Written(out -> {
            out.writeStartObject();
            out.writeName("a");
            out.writeStartArray();
            for (int i = 0; i < zeros; i++) {
                out.writeNumber(0);
            }
            out.writeStartArray();
            for (int i = 0; i < more; i++) {
                out.writeNumber(0);
            }
            out.writeEndArray();
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    @Test
    void nanIsRejected() {
        assertThatThrownBy(() -> RawCommand.named("x").with("n", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'n' is NaN");
        assertRefused(
                () -> CommandEncoder.encodeRaw(
                        "x",
                        out -> {
                            out.writeStringProperty("execute", "x");
                            out.writeName("n");
                            QmpJson.write(out, NODES.numberNode(Double.NaN));
                        },
                        "1"),
                "n",
                "NaN");
    }

    @Test
    void aRawMessageIsCheckedToo() {
        assertRefused(
                () -> CommandEncoder.encodeRaw(
                        "x",
                        out -> {
                            out.writeStringProperty("execute", "x");
                            out.writeStringProperty("comment", "\udc00");
                        },
                        "1"),
                "comment",
                "second half");
    }
}

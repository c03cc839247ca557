package org.qmp4j.client.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;

class CommandEncoderTest {
    private static String encode(Command<?> command, String id) {
        return new String(CommandEncoder.encode(command, id, false), ISO_8859_1);
    }

    private static String argument(Object value) {
        return encode(RawCommand.named("x").with("a", value), "");
    }

    @Test
    void aCommandHasItsNameItsIdAndANewline() {
        assertThat(encode(RawCommand.named("stop"), "7")).isEqualTo("{\"execute\":\"stop\",\"id\":7}\n");
    }

    @Test
    void anEmptyIdIsNotSent() {
        assertThat(encode(RawGuestAgentCommand.named("guest-ping"), "")).isEqualTo("{\"execute\":\"guest-ping\"}\n");
    }

    @Test
    void argumentsAreWrittenBetweenNameAndIdWithoutSpaces() {
        RawCommand command = RawCommand.named("blockdev-add")
                .with("driver", "null-co")
                .with("size", 1 << 20)
                .with("read-only", true)
                .withArguments(JsonText.of("{ \"driver\": \"null-co\", \"file\": { \"a\": [ 1, null ] } }")
                        .tree());
        assertThat(encode(command, "12"))
                .isEqualTo("{\"execute\":\"blockdev-add\",\"arguments\":{\"driver\":\"null-co\",\"file\":"
                        + "{\"a\":[1,null]}},\"id\":12}\n");
    }

    @Test
    void anOutOfBandCommandIsSentAsExecOob() {
        assertThat(new String(CommandEncoder.encode(RawCommand.named("query-yank"), "8", true), ISO_8859_1))
                .isEqualTo("{\"exec-oob\":\"query-yank\",\"id\":8}\n");
    }

    @Test
    void nonAsciiCharactersAreSentAsEscapes() {
        assertThat(argument("\u00fc\u20ac\ud83d\ude00"))
                .isEqualTo("{\"execute\":\"x\",\"arguments\":{\"a\":\"\\u00FC\\u20AC\\uD83D\\uDE00\"}}\n");
        assertThat(encode(RawCommand.named("x").with("\u00e9", 1), ""))
                .isEqualTo("{\"execute\":\"x\",\"arguments\":{\"\\u00E9\":1}}\n");
    }

    @Test
    void controlCharactersAreSentAsEscapes() {
        assertThat(argument("\u0000\u0001\b\f\n\r\t\u001f\u007f"))
                .isEqualTo("{\"execute\":\"x\",\"arguments\":"
                        + "{\"a\":\"\\u0000\\u0001\\b\\f\\n\\r\\t\\u001F\u007f\"}}\n");
    }

    @Test
    void quotesAndBackslashesAreSentAsEscapes() {
        assertThat(argument("\"\\u0041/")).isEqualTo("{\"execute\":\"x\",\"arguments\":{\"a\":\"\\\"\\\\u0041/\"}}\n");
    }

    @Test
    void numbersAreSentExactly() {
        assertThat(argument(new BigInteger("18446744073709551615")))
                .isEqualTo("{\"execute\":\"x\",\"arguments\":{\"a\":18446744073709551615}}\n");
        assertThat(argument(Long.MIN_VALUE)).contains(":-9223372036854775808}");
        assertThat(argument(1.0)).contains(":1.0}");
    }

    @Test
    void aCommandNameIsEscapedWhereNecessary() {
        assertThat(encode(RawCommand.named("st\"op\\ \u00e9"), "1"))
                .isEqualTo("{\"execute\":\"st\\\"op\\\\ \\u00E9\",\"id\":1}\n");
    }

    @Test
    void aRawMessageKeepsItsMembersAndGetsTheId() {
        byte[] bytes = CommandEncoder.encodeRaw(
                "stop",
                out -> {
                    out.writeStringProperty("exec-oob", "stop");
                    out.writeName("control");
                    QmpJson.write(out, JsonText.of("{\"a\":[]}").tree());
                },
                "9");
        assertThat(new String(bytes, ISO_8859_1))
                .isEqualTo("{\"exec-oob\":\"stop\",\"control\":{\"a\":[]},\"id\":9}\n");
    }
}

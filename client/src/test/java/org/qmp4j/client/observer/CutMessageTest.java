package org.qmp4j.client.observer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawEvent;

/** A long message in the log. Each secret consists of capital letters; nothing else in these messages does. */
class CutMessageTest {
    private static final int MAX_CHARS = 4096;
    private static final String PASSWORD = "{\"execute\":\"set_password\",\"arguments\":{\"password\":\"HUSH\"}}";

    private final List<String> lines = new ArrayList<>();
    private final WireLog log = WireLog.to(lines::add);

    private static ObservedCall call(String name, String message) {
        return new ObservedCall("unix:/vm", name, "7", false, JsonText.of(message));
    }

    private void reply(ObservedCall call, String reply) {
        log.commandReplied(call, new ObservedReply(JsonText.of(reply), Duration.ZERO, false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"password\":\"HUSHHUSH\"",
                "\"password\":[\"HUSH\",{\"a\":\"HUSH\"}]",
                "\"desc\":\"invalid value 'HUSH'\"",
                "\"file\":\"https://user:HUSHHUSH@host/disk\"",
                "\"file\":\"json:{\\\"cookie\\\":\\\"HUSH\\\"}\"",
                "\"desc\":\"no node 'json:{\\\"a\\\":\\\"HUSH\\\"}'\""
            })
    void noCutShowsAPartOfASecret(String member) {
        ObservedCall call = call("set_password", PASSWORD);
        for (int padding = MAX_CHARS - 100; padding <= MAX_CHARS; padding++) {
            String message = "{\"a\":\"" + "x".repeat(padding) + "\"," + member + ",\"z\":\"" + "y".repeat(200) + "\"}";
            reply(call, message);
            log.commandSent(call("x-any", message.replace("'HUSH'", "")));
        }
        assertThat(lines).allSatisfy(line -> assertThat(line).doesNotContainPattern("[A-Z]"));
    }

    @Test
    void theHiddenPartIsNotDecoded() {
        String noJson = "{\"a\":[" + "\"xyz\",".repeat(10_000) + "no JSON";
        reply(call("query-block", "{}"), noJson);
        log.commandSent(call("query-block", noJson));
        String shown = "{\"a\":[" + "\"xyz\",".repeat(MAX_CHARS / 6) + "\"xyz";
        assertThat(lines)
                .containsExactly(
                        "unix:/vm <- " + shown.substring(0, MAX_CHARS) + "... (60013 bytes) (0.0 ms)",
                        "unix:/vm -> " + shown.substring(0, MAX_CHARS) + "... (60013 bytes)");
    }

    @Test
    void aVeryLongStringEndsTheShownText() {
        reply(call("query-block", "{}"), "{\"a\":1,\"b\":\"" + "x".repeat(3_000_000) + "\"}");
        log.eventReceived(
                "unix:/vm",
                new RawEvent("x", null, null, JsonText.of("{\"event\":\"x\",\"" + "y".repeat(3_000_000) + "\":1}")));
        assertThat(lines)
                .containsExactly(
                        "unix:/vm <- {\"a\":1,\"b\"... (3000014 bytes) (0.0 ms)",
                        "unix:/vm <- {\"event\":\"x\"... (3000018 bytes)");
    }

    @Test
    void theTextAfterALongSecretIsShown() {
        String secret = "S".repeat(3_000_000);
        reply(call("guest-file-read", "{}"), "{\"return\":{\"buf-b64\":\"" + secret + "\",\"eof\":true}}");
        assertThat(lines).containsExactly("unix:/vm <- {\"return\":{\"buf-b64\":\"***\",\"eof\":true}} (0.0 ms)");
    }
}

package org.qmp4j.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.cli.program.UsageException;

class RequestReaderTest {
    private static ByteArrayInputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Request> all(String text) {
        List<Request> requests = new ArrayList<>();
        try (RequestReader reader = RequestReader.of(stream(text))) {
            for (Optional<Request> next = reader.next(); next.isPresent(); next = reader.next()) {
                requests.add(next.get());
            }
        }
        return requests;
    }

    private static List<String> names(String text) {
        return all(text).stream().map(Request::command).toList();
    }

    private static String error(ThrowingCallable wrong) {
        return String.valueOf(assertThatExceptionOfType(UsageException.class)
                .isThrownBy(wrong)
                .actual()
                .getMessage());
    }

    @Test
    void allMembersOfAMessageAreRead() {
        Request request = RequestReader.readOnly(
                "{\"execute\": \"device_del\", \"arguments\": {\"id\": \"disk0\"}, \"id\": [1, {\"a\": null}]}");

        assertThat(request.command()).isEqualTo("device_del");
        assertThat(request.outOfBand()).isFalse();
        assertThat(request.arguments()).hasToString("{\"id\":\"disk0\"}");
        assertThat(request.id()).hasToString("[1,{\"a\":null}]");
    }

    @Test
    void aMessageNeedsNoArgumentsAndNoId() {
        Request request = RequestReader.readOnly("{\"execute\":\"stop\"}");

        assertThat(request.arguments()).isNull();
        assertThat(request.id()).isNull();
    }

    @Test
    void execOobRunsOutOfBand() {
        assertThat(RequestReader.readOnly("{\"exec-oob\":\"migrate-pause\"}"))
                .isEqualTo(new Request("migrate-pause", true, null, null));
    }

    @Test
    void theMembersCanHaveAnyOrder() {
        assertThat(RequestReader.readOnly("{\"id\":7,\"arguments\":{},\"execute\":\"stop\"}")
                        .command())
                .isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551615", "1.0", "0.1", "1e400", "123456789012345678901234567890"})
    void theNumbersOfAnIdAreUnchanged(String number) {
        assertThat(RequestReader.readOnly("{\"execute\":\"stop\",\"id\":" + number + "}")
                        .id())
                .hasToString(number);
    }

    @Test
    void anEmptyStreamHasNoMessage() {
        assertThat(all("")).isEmpty();
        assertThat(all(" \n\r\n\t")).isEmpty();
    }

    @Test
    void aLineCanContainSeveralMessages() {
        assertThat(names("{\"execute\":\"stop\"}{\"execute\":\"cont\"} {\"execute\":\"quit\"}"))
                .containsExactly("stop", "cont", "quit");
    }

    @Test
    void aMessageCanHaveSeveralLines() {
        assertThat(names("{\n  \"execute\"\n:\r\n \"stop\"\n}\n\n\n{\"execute\":\"cont\"}"))
                .containsExactly("stop", "cont");
    }

    private static InputStream unreadable() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("is gone");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return read();
            }
        };
    }

    @Test
    void anUnreadableStreamIsReported() {
        assertThat(error(() -> RequestReader.of(unreadable()))).isEqualTo("cannot read standard input: is gone");
    }

    @Test
    void aMessageIsReturnedBeforeTheNextOneBegins() {
        // The stream fails if more than the first message is read. It simulates a terminal where the user has typed
        // nothing more.
        InputStream untyped = unreadable();
        InputStream stream = new SequenceInputStream(stream("{\"execute\":\"stop\",\"id\":1}"), untyped);
        try (RequestReader reader = RequestReader.of(stream)) {
            assertThat(reader.next()).map(Request::command).contains("stop");
            assertThat(error(reader::next)).isEqualTo("cannot read standard input: is gone");
        }
    }

    @Test
    void theMessagesBeforeAnInvalidOneAreReturned() {
        try (RequestReader reader =
                RequestReader.of(stream("{\"execute\":\"stop\"}\n{\"execute\":\"cont\"}\n{\"execute\":cont}"))) {
            assertThat(reader.next()).map(Request::command).contains("stop");
            assertThat(reader.next()).map(Request::command).contains("cont");
            assertThat(error(reader::next)).startsWith("message 3 is not valid JSON, at line 3, column 1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"execute\":\"stop\"", "{\"execute\":", "{", "{\"execute\":\"st"})
    void aTruncatedMessageIsNotValidJson(String text) {
        assertThat(error(() -> all(text))).startsWith("message 1 is not valid JSON, at line 1, column ");
    }

    @Test
    void invalidUtf8IsNotValidJson() {
        byte[] latin1 = "{\"execute\":\"st\u00f6p\"}".getBytes(StandardCharsets.ISO_8859_1);
        try (RequestReader reader = RequestReader.of(new ByteArrayInputStream(latin1))) {
            assertThat(error(reader::next)).startsWith("message 1 is not valid JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "\"stop\"", "[{\"execute\":\"stop\"}]", "null"})
    void aValueThatIsNotAnObjectIsNotAMessage(String text) {
        assertThat(error(() -> all(text)))
                .isEqualTo("message 1 is not a JSON object such as {\"execute\": \"query-status\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"id\":1}", "{\"execute\":\"stop\",\"exec-oob\":\"stop\"}"})
    void aMessageContainsExactlyOneCommand(String text) {
        assertThat(error(() -> all(text)))
                .isEqualTo("message 1 must contain one command, as in {\"execute\": \"query-status\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "null", "{}", "[\"stop\"]"})
    void theNameOfTheCommandIsAString(String name) {
        assertThat(error(() -> all("{\"execute\":" + name + "}")))
                .isEqualTo("message 1 must give the name of its command as a string");
    }

    @Test
    void anUnknownMemberIsNamed() {
        assertThat(error(() -> all("{\"execute\":\"stop\",\"args\":{\"p\":\"s3cret\"}}")))
                .isEqualTo("message 1 has an unknown member 'args'; allowed are execute or exec-oob, arguments and id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"execute\":\"stop\",\"execute\":\"cont\"}|execute",
                "{\"execute\":\"stop\",\"id\":1,\"id\":2}|id",
                "{\"execute\":\"x\",\"arguments\":{\"a\":{\"key\":1,\"key\":2}}}|key"
            })
    void aDuplicateMemberIsNamed(String text, String member) {
        assertThat(error(() -> all(text))).isEqualTo("the member '" + member + "' occurs twice in message 1");
    }

    @Test
    void aMessageThatIsNestedTooDeeplyIsRejected() {
        String deep = "{\"execute\":\"x\",\"arguments\":{\"a\":" + "[".repeat(1023) + "]".repeat(1023) + "}}";
        assertThat(error(() -> all(deep))).startsWith("message 1 is nested too deeply");
    }

    @Test
    void errorsOfASingleMessageHaveNoNumber() {
        assertThat(error(() -> RequestReader.readOnly("{]"))).startsWith("the message is not valid JSON, at line 1");
        assertThat(error(() -> RequestReader.readOnly(" "))).isEqualTo("the message is empty");
    }

    @Test
    void aSecondMessageIsRejected() {
        assertThat(error(() -> RequestReader.readOnly("{\"execute\":\"stop\"}{\"execute\":\"cont\"}")))
                .isEqualTo("there is more than one message; write them to standard input of 'qmp exec -'");
    }

    @Test
    void theTextOfARequestContainsNoArgument() {
        assertThat(RequestReader.readOnly("{\"execute\":\"x\",\"arguments\":{\"password\":\"s3cret\"}}"))
                .hasToString("x");
    }
}

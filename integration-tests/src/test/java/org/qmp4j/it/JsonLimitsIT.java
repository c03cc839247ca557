package org.qmp4j.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.CallOptions;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Relay;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonLimitsIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A QEMU for those tests that leave it as it was: one monitor for the client, one for the oracle. */
    private RealQemu qemu;

    private QmpClient client;
    private RawSocket raw;

    @BeforeAll
    void start() throws Exception {
        qemu = RealQemu.start("-qmp", "unix:{}/raw,server=on,wait=off");
        qemu.awaitSocket("raw");
        client = QmpClient.connect(qemu.endpoint());
        raw = RawSocket.negotiated(qemu.path("raw"), "oob");
    }

    @AfterAll
    void end() throws Exception {
        raw.close();
        client.close();
        qemu.close();
    }

    /** What QEMU says to that message, sent as it is; a command behind it shows where its answers end. */
    private List<JsonNode> rawAnswers(String message) throws Exception {
        raw.send(message.getBytes(ISO_8859_1));
        raw.send("\n{\"execute\":\"query-name\",\"id\":\"end\"}\n");
        List<JsonNode> answers = raw.messagesUntilAnswer("\"end\"");
        return answers.subList(0, answers.size() - 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0 | 1",
                "0.1 | 0.10000000000000001",
                "1e400 | inf",
                "9223372036854775807 | 9223372036854775807",
                "18446744073709551615 | 18446744073709551615",
                "18446744073709551616 | 1.8446744073709552e+19",
                "\"a\\u0000\\u00e9\" | \"a\\u0000\\u00E9\"",
                "null | null",
                "[true, {}] | [true, {}]",
            })
    @DisplayName("facts 10, 11: QEMU prints an id anew; the client gives back the caller's own")
    void fact10_theCallersIdComesBackAsGiven(String id, String printed) throws Exception {
        raw.send("{\"execute\":\"query-name\",\"id\":" + id + "}\n");
        String line = new String(raw.line(), ISO_8859_1).strip();
        assertThat(line).startsWith("{\"return\": {}, \"id\": ");
        assertThat(line.substring("{\"return\": {}, \"id\": ".length(), line.length() - 1))
                .isEqualTo(printed);

        ObjectNode message = NODES.objectNode().put("execute", "query-name");
        message.set(
                "id",
                id.equals("1e400") ? NODES.stringNode(id) : JsonText.of(id).tree());
        JsonNode answer = client.send(message);
        assertThat(answer.get("id")).isEqualTo(message.get("id"));
        assertThat(answer.get("return")).isEqualTo(NODES.objectNode());
    }

    @Test
    @DisplayName("fact 10: the members of an id may come back in another order from QEMU, and do not from the client")
    void fact10_anObjectAsIdKeepsItsOrder() throws Exception {
        String id = "{\"zeta\":1,\"alpha\":{\"y\":null,\"b\":[2]},\"m\":1}";
        ObjectNode message = NODES.objectNode().put("execute", "nonsense");
        message.set("id", JsonText.of(id).tree());
        JsonNode answer = client.send(message);
        assertThat(answer.get("id")).hasToString(id);
        assertThat(answer.path("error").path("class").stringValue()).isEqualTo("CommandNotFound");
        assertThat(client.send(NODES.objectNode().put("execute", "query-name")).has("id"))
                .as("no id given, none comes back")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4294967296", "9007199254740993", "9223372036854775807", "18446744073709551615"})
    @DisplayName("fact 11: numbers up to 2^64-1 are exact in both directions")
    void fact11_unsigned64IsExact(String number) {
        BigInteger value = new BigInteger(number);
        client.execute(RawCommand.named("migrate-set-parameters").with("max-postcopy-bandwidth", value));
        assertThat(client.execute(RawCommand.named("query-migrate-parameters"))
                        .get("max-postcopy-bandwidth")
                        .bigIntegerValue())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616"})
    @DisplayName("fact 11: a number that is no uint64 is refused with an answer, and changes nothing silently")
    void fact11_whatIsNoUnsigned64IsAnswered(String number) {
        // QEMU reads -1 as 2^64-1; 2^64 becomes a double, which is no integer.
        RawCommand set =
                RawCommand.named("migrate-set-parameters").with("max-postcopy-bandwidth", new BigInteger(number));
        if (number.equals("-1")) {
            client.execute(set);
            assertThat(client.execute(RawCommand.named("query-migrate-parameters"))
                            .get("max-postcopy-bandwidth")
                            .bigIntegerValue())
                    .isEqualTo(new BigInteger("18446744073709551615"));
        } else {
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> client.execute(set))
                    .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\uD800",
                "\\uDC00",
                "\\uD800x",
                "\\uDC00\\uD800",
                "\\uFDD0",
                "\\uFDEF",
                "\\uFFFE",
                "\\uFFFF",
                "\\uD83F\\uDFFE",
                "\\uDBFF\\uDFFF",
            })
    @DisplayName("fact 12: text that QEMU refuses without an id is refused before it is sent, with its member named")
    void fact12_textThatQemuRefusesWithoutIdIsNotSent(String escaped) throws Exception {
        List<JsonNode> answers =
                rawAnswers("{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"" + escaped + "\"},\"id\":1}");
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).has("error")).isTrue();
        assertThat(answers.get(0).has("id")).as("an answer without id").isFalse();

        String text = JsonText.of("\"" + escaped + "\"").tree().stringValue();
        RawCommand bad = RawCommand.named("qom-get").with("path", text).with("property", "type");
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(bad))
                .satisfies(refused -> {
                    assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT);
                    assertThat(refused.path()).isEqualTo("arguments.path");
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\\u0000b",
                "\\u001F\\u007F",
                "\\uD7FF\\uE000",
                "\\uFDCF\\uFDF0\\uFFFD",
                "\\uD800\\uDC00",
                "\\uDBFF\\uDFFD",
            })
    @DisplayName("fact 12: its valid neighbours are sent and answered, U+0000 too")
    void fact12_itsNeighboursAreAnswered(String escaped) throws Exception {
        assertThat(rawAnswers("{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"" + escaped + "\"},\"id\":1}"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("id").asInt()).isEqualTo(1));
        String text = JsonText.of("\"" + escaped + "\"").tree().stringValue();
        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> client.execute(
                        RawCommand.named("qom-get").with("path", text).with("property", "type")))
                .satisfies(answered -> {
                    assertThat(answered.errorClass()).isEqualTo(ErrorClass.DEVICE_NOT_FOUND);
                    assertThat(answered.id()).isNotEmpty();
                });
        assertThat(client.statistics().errorsWithoutId()).isZero();
    }

    @Test
    @DisplayName("fact 12: it is refused in names of members and of commands, too")
    void fact12_alsoInNames() throws Exception {
        assertThat(rawAnswers("{\"execute\":\"\\uFFFF\",\"id\":1}").get(0).has("id"))
                .isFalse();
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(RawCommand.named("\uffff")));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(
                        () -> client.execute(RawCommand.named("query-status").with("\ud800", 1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00ef\u00bb\u00bf{\"execute\":\"query-name\",\"id\":1}",
                "{\"execute\":\"query-name\",\"id\":\"\u00ff\"}",
                "{\"execute\":\"query-name\",\"id\":\"\u0007\"}",
                "{\"execute\":\"query-name\",\"execute\":\"query-name\",\"id\":1}",
            })
    @DisplayName("fact 12: BOM, invalid UTF-8, raw control characters and duplicate keys are answered without an id")
    void fact12_whatNoJavaValueSpellsIsAnsweredWithoutId(String message) throws Exception {
        List<JsonNode> answers = rawAnswers(message);
        assertThat(answers).isNotEmpty();
        assertThat(answers.get(0).has("error")).isTrue();
        assertThat(answers.get(0).has("id")).isFalse();
    }

    @Test
    @DisplayName("fact 12: a command that writes a member twice is refused before it is sent")
    void fact12_duplicateMembersAreNotSent() {
        org.qmp4j.protocol.QmpCommand<JsonNode> twice = new org.qmp4j.protocol.QmpCommand<>() {
            @Override
            public String name() {
                return "qom-get";
            }

            @Override
            public boolean hasArguments() {
                return true;
            }

            @Override
            public void writeArguments(tools.jackson.core.JsonGenerator out) {
                out.writeStartObject();
                out.writeStringProperty("path", "/");
                out.writeStringProperty("path", "/machine");
                out.writeEndObject();
            }

            @Override
            public JsonNode readReturn(tools.jackson.core.JsonParser in) {
                throw new AssertionError("it was sent");
            }
        };
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(twice))
                .satisfies(refused -> assertThat(refused.path()).isEqualTo("arguments.path"));
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("fact 12: an error without an id rejects the command it answers, and that one alone")
    void fact12_anErrorWithoutIdRejectsTheOldestCommandAlone(boolean oob) throws Exception {
        ConnectOptions options = ConnectOptions.builder().outOfBand(oob).build();
        try (RealQemu own = RealQemu.start();
                Relay relay = Relay.to(own, sent -> sent.replace("MARKED", "\\uD800"));
                QmpClient through = QmpClient.connect(relay.endpoint(), options)) {
            CompletableFuture<JsonNode> good = through.submit(QUERY_STATUS);
            CompletableFuture<JsonNode> bad = through.submit(RawCommand.named("query-MARKED"));
            CompletableFuture<JsonNode> alsoGood = through.submit(RawCommand.named("query-name"));
            assertThat(good.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS).has("status"))
                    .isTrue();
            assertThat(alsoGood.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isEqualTo(NODES.objectNode());
            assertThat(failureOf(bad)).isInstanceOf(QmpCommandException.class);
            assertThat(through.statistics().errorsWithoutId()).isEqualTo(1);
        }
    }

    private static QmpException failureOf(CompletableFuture<JsonNode> call) throws Exception {
        Await.until("the call has ended", call::isDone);
        CompletionException failed = catchThrowableOfType(CompletionException.class, call::join);
        assertThat(failed).as("it was answered").isNotNull();
        return (QmpException) failed.getCause();
    }

    /** A message that nests that deep, itself included. */
    private static String nested(int depth) {
        return "{\"execute\":\"qom-get\",\"arguments\":{\"path\":" + "[".repeat(depth - 2) + "]".repeat(depth - 2)
                + "},\"id\":1}";
    }

    private static RawCommand nestedCommand(int depth) {
        ArrayNode inner = NODES.arrayNode();
        ArrayNode outer = inner;
        for (int i = 3; i < depth; i++) {
            outer = NODES.arrayNode().add(outer);
        }
        return RawCommand.named("qom-get").with("path", outer);
    }

    @Test
    @DisplayName("fact 13: 1,024 levels are answered; one more is not sent, because QEMU answers it without an id")
    void fact13_nestingHasALimit() throws Exception {
        assertThat(rawAnswers(nested(1024)))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("id").asInt()).isEqualTo(1));
        List<JsonNode> answers = rawAnswers(nested(1025));
        assertThat(answers).isNotEmpty().noneMatch(answer -> answer.has("id"));

        assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(nestedCommand(1024)));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(nestedCommand(1025)))
                .withMessageContaining("nested");
    }

    @Test
    @DisplayName(
            "fact 13: an overflow brings one error or a thousand; no call hangs, and none gets another one's answer")
    void fact13_anOverflowEndsTheCallsInFlightAndNoOther() throws Exception {
        try (RealQemu own = RealQemu.start();
                Relay relay = Relay.to(own, sent -> sent.replace("\"MARKED\"", "[".repeat(1030) + "]".repeat(1030)));
                QmpClient through = QmpClient.connect(relay.endpoint())) {
            List<CompletableFuture<JsonNode>> calls = new ArrayList<>();
            calls.add(through.submit(QUERY_STATUS));
            calls.add(through.submit(RawCommand.named("qom-get").with("path", "MARKED")));
            for (int i = 0; i < 5; i++) {
                calls.add(through.submit(QUERY_STATUS));
            }
            assertThat(calls.get(0)
                            .get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)
                            .has("status"))
                    .isTrue();
            assertThat(failureOf(calls.get(1)).outcome()).isIn(Outcome.REJECTED, Outcome.UNKNOWN);
            for (CompletableFuture<JsonNode> call : calls.subList(2, 7)) {
                Await.until("the call has ended", call::isDone);
                if (call.isCompletedExceptionally()) {
                    assertThat(failureOf(call).outcome()).isEqualTo(Outcome.UNKNOWN);
                } else {
                    assertThat(call.join().has("status")).isTrue();
                }
            }
            // Whatever is still to come of the burst, the session goes on.
            Await.until("the burst is over", () -> canBeAnswered(through));
            long errors = through.statistics().errorsWithoutId();
            boolean one = through.greeting().version().isAtLeast(11, 0);
            assertThat(errors).isBetween(one ? 1L : 2L, one ? 1L : 1100L);
        }
    }

    private static boolean canBeAnswered(QmpClient client) {
        try {
            return client.execute(QUERY_STATUS).has("status");
        } catch (QmpCommandException | QmpInterruptedException more) {
            return false;
        } catch (QmpException lost) {
            return lost.outcome() != Outcome.UNKNOWN;
        }
    }

    @Test
    @DisplayName("fact 13: 2^21 tokens are answered; one more is not sent")
    void fact13_tokensHaveALimit() throws Exception {
        // {"execute":"qom-get","arguments":{"path":[0,...,0]},"id":N}: 18 tokens around the elements and their commas.
        int elements = (2 * 1024 * 1024 - 18) / 2;
        ArrayNode most = NODES.arrayNode();
        for (int i = 0; i < elements; i++) {
            most.add(0);
        }
        // An array has one comma less than elements: one token is left.
        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> client.execute(
                        RawCommand.named("qom-get").with("path", most), CallOptions.deadline(Duration.ofSeconds(60))));
        assertThat(client.statistics().errorsWithoutId()).isZero();

        ArrayNode tooMany = most.deepCopy().add(0);
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(RawCommand.named("qom-get").with("path", tooMany)))
                .withMessageContaining("tokens");
    }

    @Test
    @DisplayName("fact 13: more than 64 MiB are not sent")
    void fact13_bytesHaveALimit() {
        RawCommand huge = RawCommand.named("qom-get").with("path", "x".repeat(64 << 20));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> client.execute(huge))
                .withMessageContaining("bytes");
        assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
    }

    @Test
    @DisplayName("fact 14: 0xFF brings QEMU's parser back, with an error or without; the next command is answered")
    void fact14_ffBringsTheParserBack() throws Exception {
        List<JsonNode> answers = rawAnswers("{\"execute\":[[[\"\u00ff");
        assertThat(answers).hasSizeLessThanOrEqualTo(1).noneMatch(answer -> answer.has("id"));

        try (RealQemu own = RealQemu.start();
                Relay relay = Relay.to(own, sent -> sent.replace("\"MARKED\"", "[[[\"\u00ff"));
                QmpClient through = QmpClient.connect(relay.endpoint())) {
            CompletableFuture<JsonNode> cutOff =
                    through.submit(RawCommand.named("qom-get").with("path", "MARKED"));
            assertThat(through.execute(QUERY_STATUS).has("status")).isTrue();
            assertThat(failureOf(cutOff).outcome()).isIn(Outcome.REJECTED, Outcome.UNKNOWN);
        }
    }

    @Test
    @DisplayName("fact 15: QEMU takes its time for a big command; a caller that stops waiting leaves it whole")
    void fact15_aBigCommandIsSentWholeAlsoWhenItsCallerLeaves() throws Exception {
        // More than the socket holds: a part of it is still to be written when the caller is interrupted.
        RawCommand big = RawCommand.named("qom-get").with("path", "x".repeat(600_000));
        CompletableFuture<Thread> caller = new CompletableFuture<>();
        CompletableFuture<Outcome> interrupted = Await.inBackground(() -> {
            caller.complete(Thread.currentThread());
            return catchThrowableOfType(QmpException.class, () -> client.execute(big))
                    .outcome();
        });
        long before = client.statistics().commandsSent();
        Thread waiting = caller.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        Await.until("it was sent", () -> client.statistics().commandsSent() > before || interrupted.isDone());
        waiting.interrupt();
        assertThat(interrupted.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isEqualTo(Outcome.UNKNOWN);

        assertThat(client.execute(QUERY_STATUS).has("status")).isTrue();
        assertThat(client.statistics().errorsWithoutId()).isZero();
        assertThatExceptionOfType(QmpCommandException.class).isThrownBy(() -> client.execute(big));
    }

    @ParameterizedTest
    @CsvSource({
        "stop-it, CommandNotFound",
        "qom-get, DeviceNotFound",
        "query-balloon, DeviceNotActive",
        "blockdev-del, GenericError",
    })
    @DisplayName("fact 17: the classes of errors")
    void fact17_errorsHaveAClassAndADescription(String command, String errorClass) {
        RawCommand failing = command.equals("qom-get")
                ? RawCommand.named(command).with("path", "/nowhere").with("property", "type")
                : RawCommand.named(command);
        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> client.execute(failing))
                .satisfies(refused -> {
                    assertThat(refused.errorClass().wireName()).isEqualTo(errorClass);
                    assertThat(refused.errorClass().known()).isPresent();
                    assertThat(refused.commandName()).isEqualTo(command);
                    assertThat(refused.description()).isNotBlank();
                });
    }

    @Test
    @DisplayName("fact 18: query-qmp-schema is a fifth of a megabyte in one line, and arrives as QEMU wrote it")
    void fact18_theSchemaIsOneLongLine() throws Exception {
        raw.send("{\"execute\":\"query-qmp-schema\",\"id\":1}\n");
        byte[] line = raw.line();
        assertThat(line.length).isBetween(200_000, 300_000);
        JsonNode oracle = JsonText.of(new String(line, ISO_8859_1)).tree().get("return");
        assertThat(client.execute(RawCommand.named("query-qmp-schema"))).isEqualTo(oracle);
    }
}

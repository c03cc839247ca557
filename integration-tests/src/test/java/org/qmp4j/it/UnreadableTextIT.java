package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuWithOracle;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Relay;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Input that QEMU rejects without an id. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnreadableTextIT {
    private static final RawCommand QUERY_STATUS = RawCommand.named("query-status");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private QemuWithOracle shared;

    @BeforeAll
    void start() throws Exception {
        shared = QemuWithOracle.start();
    }

    @AfterAll
    void end() throws Exception {
        shared.close();
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
    void fact12_textThatQemuRejectsWithoutAnIdIsNotSent(String escaped) throws Exception {
        List<JsonNode> answers =
                shared.rawAnswers("{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"" + escaped + "\"},\"id\":1}");
        assertThat(answers).hasSize(1);
        assertThat(answers.get(0).has("error")).isTrue();
        assertThat(answers.get(0).has("id")).as("an answer without id").isFalse();

        String text = JsonText.of("\"" + escaped + "\"").tree().stringValue();
        RawCommand bad = RawCommand.named("qom-get").with("path", text).with("property", "type");
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> shared.client().execute(bad))
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
    void fact12_otherCommandsGetTheirReplies(String escaped) throws Exception {
        assertThat(shared.rawAnswers("{\"execute\":\"qom-get\",\"arguments\":{\"path\":\"" + escaped + "\"},\"id\":1}"))
                .singleElement()
                .satisfies(answer -> assertThat(answer.path("id").asInt()).isEqualTo(1));
        String text = JsonText.of("\"" + escaped + "\"").tree().stringValue();
        assertThatExceptionOfType(QmpCommandException.class)
                .isThrownBy(() -> shared.client()
                        .execute(RawCommand.named("qom-get").with("path", text).with("property", "type")))
                .satisfies(answered -> {
                    assertThat(answered.errorClass()).isEqualTo(ErrorClass.DEVICE_NOT_FOUND);
                    assertThat(answered.id()).isNotEmpty();
                });
        assertThat(shared.client().statistics().errorsWithoutId()).isZero();
    }

    @Test
    @DisplayName("fact 12: it is refused in names of members and of commands, too")
    void fact12_theSameHoldsForNames() throws Exception {
        assertThat(shared.rawAnswers("{\"execute\":\"\\uFFFF\",\"id\":1}")
                        .get(0)
                        .has("id"))
                .isFalse();
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() -> shared.client().execute(RawCommand.named("\uffff")));
        assertThatExceptionOfType(QmpInvalidCommandException.class)
                .isThrownBy(() ->
                        shared.client().execute(RawCommand.named("query-status").with("\ud800", 1)));
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
    void fact12_qemuRejectsOtherTextWithoutAnId(String message) throws Exception {
        List<JsonNode> answers = shared.rawAnswers(message);
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
                .isThrownBy(() -> shared.client().execute(twice))
                .satisfies(refused -> assertThat(refused.path()).isEqualTo("arguments.path"));
    }

    @ParameterizedTest(name = "out-of-band {0}")
    @ValueSource(booleans = {true, false})
    @DisplayName("fact 12: an error without an id rejects the command it answers, and that one alone")
    void fact12_anErrorWithoutAnIdRejectsOnlyTheOldestCommand(boolean oob) throws Exception {
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
            assertThat(Await.failureOf(bad, QmpCallException.class)).isInstanceOf(QmpCommandException.class);
            assertThat(through.statistics().errorsWithoutId()).isEqualTo(1);
        }
    }
}

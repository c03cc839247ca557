package org.qmp4j.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuWithOracle;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values that QEMU returns unchanged: ids, numbers, errors, a long line. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JsonValuesIT {
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
    @DisplayName("facts 10, 11: QEMU reformats an id; the client returns the caller's own")
    void fact10_aReplyContainsTheUnchangedIdOfTheCaller(String id, String printed) throws Exception {
        shared.raw().send("{\"execute\":\"query-name\",\"id\":" + id + "}\n");
        String line = new String(shared.raw().line(), ISO_8859_1).strip();
        assertThat(line).startsWith("{\"return\": {}, \"id\": ");
        assertThat(line.substring("{\"return\": {}, \"id\": ".length(), line.length() - 1))
                .isEqualTo(printed);

        ObjectNode message = NODES.objectNode().put("execute", "query-name");
        message.set(
                "id",
                id.equals("1e400") ? NODES.stringNode(id) : JsonText.of(id).tree());
        JsonNode answer = shared.client().send(message);
        assertThat(answer.get("id")).isEqualTo(message.get("id"));
        assertThat(answer.get("return")).isEqualTo(NODES.objectNode());
    }

    @Test
    @DisplayName("fact 10: the members of an id may come back in another order from QEMU, and do not from the client")
    void fact10_theMembersOfAnIdKeepTheirOrder() throws Exception {
        String id = "{\"zeta\":1,\"alpha\":{\"y\":null,\"b\":[2]},\"m\":1}";
        ObjectNode message = NODES.objectNode().put("execute", "nonsense");
        message.set("id", JsonText.of(id).tree());
        JsonNode answer = shared.client().send(message);
        assertThat(answer.get("id")).hasToString(id);
        assertThat(answer.path("error").path("class").stringValue()).isEqualTo("CommandNotFound");
        assertThat(shared.client()
                        .send(NODES.objectNode().put("execute", "query-name"))
                        .has("id"))
                .as("without an id the reply has none")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "4294967296", "9007199254740993", "9223372036854775807", "18446744073709551615"})
    @DisplayName("fact 11: numbers up to 2^64-1 are exact in both directions")
    void fact11_unsigned64IsExact(String number) {
        BigInteger value = new BigInteger(number);
        shared.client().execute(RawCommand.named("migrate-set-parameters").with("max-postcopy-bandwidth", value));
        assertThat(shared.client()
                        .execute(RawCommand.named("query-migrate-parameters"))
                        .get("max-postcopy-bandwidth")
                        .bigIntegerValue())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616"})
    @DisplayName("fact 11: a number that is no uint64 is refused with an answer, and changes nothing silently")
    void fact11_otherNumbersAreRejectedWithTheirId(String number) {
        // QEMU reads -1 as 2^64-1; 2^64 becomes a double, which is no integer.
        RawCommand set =
                RawCommand.named("migrate-set-parameters").with("max-postcopy-bandwidth", new BigInteger(number));
        if (number.equals("-1")) {
            shared.client().execute(set);
            assertThat(shared.client()
                            .execute(RawCommand.named("query-migrate-parameters"))
                            .get("max-postcopy-bandwidth")
                            .bigIntegerValue())
                    .isEqualTo(new BigInteger("18446744073709551615"));
        } else {
            assertThatExceptionOfType(QmpCommandException.class)
                    .isThrownBy(() -> shared.client().execute(set))
                    .satisfies(refused -> assertThat(refused.errorClass()).isEqualTo(ErrorClass.GENERIC_ERROR));
        }
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
                .isThrownBy(() -> shared.client().execute(failing))
                .satisfies(refused -> {
                    assertThat(refused.errorClass().wireName()).isEqualTo(errorClass);
                    assertThat(refused.errorClass().known()).isNotEqualTo(ErrorClass.Known.UNRECOGNIZED);
                    assertThat(refused.command()).isEqualTo(command);
                    assertThat(refused.description()).isNotBlank();
                });
    }

    @Test
    @DisplayName("fact 18: query-qmp-schema is a fifth of a megabyte in one line, and arrives as QEMU wrote it")
    void fact18_theSchemaIsOneLongLine() throws Exception {
        shared.raw().send("{\"execute\":\"query-qmp-schema\",\"id\":1}\n");
        byte[] line = shared.raw().line();
        assertThat(line.length).isBetween(200_000, 300_000);
        JsonNode oracle = JsonText.of(new String(line, ISO_8859_1)).tree().get("return");
        assertThat(shared.client().execute(RawCommand.named("query-qmp-schema")))
                .isEqualTo(oracle);
    }
}

package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class RawCommandTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static String arguments(Command<?> command) {
        return QmpJson.toText(command::writeArguments);
    }

    @Test
    void everyKindOfPlainValueHasItsJson() {
        RawCommand command = RawCommand.named("x")
                .with("text", "a")
                .with("builder", CharBuffer.wrap("b"))
                .with("int", 1)
                .with("long", Long.MIN_VALUE)
                .with("short", (short) 2)
                .with("byte", (byte) 3)
                .with("big", new BigInteger("18446744073709551615"))
                .with("double", 1.0)
                .with("float", 0.5f)
                .with("truth", true)
                .with("enum", ErrorClass.of("NewOne"))
                .with("json", NODES.arrayNode().add(1))
                .with("nothing", null);
        assertThat(arguments(command))
                .isEqualTo("{\"text\":\"a\",\"builder\":\"b\",\"int\":1,\"long\":-9223372036854775808,\"short\":2,"
                        + "\"byte\":3,\"big\":18446744073709551615,\"double\":1.0,\"float\":0.5,\"truth\":true,"
                        + "\"enum\":\"NewOne\",\"json\":[1],\"nothing\":null}");
    }

    @Test
    void listsAndMapsAreArraysAndObjects() {
        List<@Nullable Object> list = new ArrayList<>(List.of(1, "b", List.of(), Map.of("c", true)));
        list.add(null);
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("driver", "qcow2");
        map.put("file", Map.of("sizes", List.of(2.5, new BigDecimal("0.10"))));
        assertThat(arguments(RawCommand.named("x").with("list", list).with("map", map)))
                .isEqualTo("{\"list\":[1,\"b\",[],{\"c\":true},null],"
                        + "\"map\":{\"driver\":\"qcow2\",\"file\":{\"sizes\":[2.5,0.10]}}}");
        assertThat(arguments(RawGuestAgentCommand.named("guest-exec").with("arg", List.of("-l", "/"))))
                .isEqualTo("{\"arg\":[\"-l\",\"/\"]}");
    }

    @Test
    void changingAListLaterDoesNotChangeTheCommand() {
        List<Object> list = new ArrayList<>(List.of(1));
        RawCommand command = RawCommand.named("x").with("a", list);
        list.add(2);
        assertThat(arguments(command)).isEqualTo("{\"a\":[1]}");
    }

    static Stream<Arguments> valuesWithoutJson() {
        return Stream.of(
                Arguments.of(Duration.ofSeconds(1), "argument 'k' is a java.time.Duration: use text, a number, "),
                Arguments.of(new int[] {1}, "argument 'k' is a [I: use text, "),
                Arguments.of(
                        List.of(1, Map.of("a", List.of('c'))), "argument 'k' at /1/a/0 is a java.lang.Character: "),
                Arguments.of(
                        Map.of("a", Map.of(1, 2)),
                        "argument 'k' at /a has a key that is not a String: java.lang.Integer"),
                Arguments.of(List.of(Double.NaN), "argument 'k' at /0 is NaN, which is not valid JSON"),
                Arguments.of(Float.NEGATIVE_INFINITY, "argument 'k' is -Infinity, which is not valid JSON"));
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutJson")
    void aValueWithoutAJsonFormIsRejectedWithItsArgumentAndClass(Object value, String message) {
        RawCommand command = RawCommand.named("x");
        RawGuestAgentCommand ofAgent = RawGuestAgentCommand.named("x");
        assertThatThrownBy(() -> command.with("k", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
        assertThatThrownBy(() -> ofAgent.with("k", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void aListThatContainsItselfIsRejected() {
        List<Object> list = new ArrayList<>();
        list.add(list);
        RawCommand command = RawCommand.named("x");
        assertThatThrownBy(() -> command.with("k", list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument 'k' nests deeper than 1024 levels, which QEMU does not read");
    }

    @Test
    void aLaterArgumentReplacesAnEarlierOneInItsPlace() {
        assertThat(arguments(
                        RawCommand.named("device_add").with("a", 1).with("b", 2).with("a", 3)))
                .isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void addingAnArgumentDoesNotChangeTheOriginalCommand() {
        RawCommand before = RawCommand.named("stop");
        RawCommand after = before.with("a", 1);
        assertThat(before.hasArguments()).isFalse();
        assertThat(after.hasArguments()).isTrue();
    }

    @Test
    void changingATreeLaterDoesNotChangeTheCommand() {
        ArrayNode array = NODES.arrayNode().add(1);
        ObjectNode object = NODES.objectNode();
        object.set("a", array);
        RawCommand one = RawCommand.named("x").with("a", array);
        RawCommand other = RawCommand.named("x").withArguments(object);
        array.add(2);
        object.put("b", 3);
        assertThat(arguments(one)).isEqualTo("{\"a\":[1]}");
        assertThat(arguments(other)).isEqualTo("{\"a\":[1]}");
    }

    @Test
    void argumentsAreAnObject() {
        RawCommand command = RawCommand.named("x");
        assertThatThrownBy(() -> command.withArguments(NODES.arrayNode()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON object");
    }

    @Test
    void onlyQueriesAreReadOnly() {
        assertThat(RawCommand.named("query-status").traits()).containsExactly(CommandTrait.READ_ONLY);
        assertThat(RawCommand.named("stop").traits()).isEmpty();
    }

    @Test
    void commandsAreEqualByNameAndArguments() {
        RawCommand one = RawCommand.named("device_add").with("a", 1).with("b", "t");
        RawCommand same = RawCommand.named("device_add")
                .withArguments(JsonText.of("{\"a\":1,\"b\":\"t\"}").tree());
        assertThat(one).hasToString("device_add {\"a\":1,\"b\":\"t\"}").isNotEqualTo(RawCommand.named("device_add"));
        assertThat(arguments(same)).isEqualTo(arguments(one));
        assertThat(RawCommand.named("y").with("a", "1"))
                .isEqualTo(RawCommand.named("y").with("a", "1"));
        assertThat(RawCommand.named("y").with("a", "1"))
                .hasSameHashCodeAs(RawCommand.named("y").with("a", "1"));
        assertThat(RawCommand.named("y")).isNotEqualTo(RawCommand.named("z")).hasToString("y");
    }

    @Test
    void equalNumbersOfDifferentJavaTypesAreEqual() {
        assertThat(RawCommand.named("x").with("a", 1))
                .isEqualTo(RawCommand.named("x")
                        .withArguments(JsonText.of("{\"a\":1}").tree()));
    }

    @Test
    void theReturnValueIsReadAsATree() {
        try (JsonParser in = JsonText.of("{\"running\":true}").parser()) {
            assertThat(RawCommand.named("query-status")
                            .readReturn(in)
                            .get("running")
                            .booleanValue())
                    .isTrue();
        }
    }

    @Test
    void silentCommandsOfTheGuestAgentAreKnown() {
        for (String name :
                List.of("guest-shutdown", "guest-suspend-disk", "guest-suspend-ram", "guest-suspend-hybrid")) {
            assertThat(RawGuestAgentCommand.named(name).traits()).containsExactly(CommandTrait.SILENT_ON_SUCCESS);
        }
        assertThat(RawGuestAgentCommand.named("guest-ping").traits()).isEmpty();
    }

    @Test
    void guestAgentCommandsWriteArgumentsInTheSameWay() {
        RawGuestAgentCommand command = RawGuestAgentCommand.named("guest-file-open")
                .with("path", "/etc/hostname")
                .with("mode", "r");
        assertThat(arguments(command)).isEqualTo("{\"path\":\"/etc/hostname\",\"mode\":\"r\"}");
        assertThat(command).hasToString("guest-file-open {\"path\":\"/etc/hostname\",\"mode\":\"r\"}");
        assertThat(command)
                .isEqualTo(RawGuestAgentCommand.named("guest-file-open")
                        .withArguments(JsonText.of("{\"path\":\"/etc/hostname\",\"mode\":\"r\"}")
                                .tree()));
        try (JsonParser in = JsonText.of("1000").parser()) {
            assertThat(command.readReturn(in).intValue()).isEqualTo(1000);
        }
    }
}

package org.qmp4j.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.CharBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
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
    void aValueWithoutJsonIsRefusedByItsType() {
        RawCommand command = RawCommand.named("x");
        List<String> list = List.of("a");
        assertThatThrownBy(() -> command.with("k", list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(list.getClass().getName());
    }

    @Test
    void aLaterArgumentOfTheSameNameReplacesTheEarlierInItsPlace() {
        assertThat(arguments(
                        RawCommand.named("device_add").with("a", 1).with("b", 2).with("a", 3)))
                .isEqualTo("{\"a\":3,\"b\":2}");
    }

    @Test
    void addingAnArgumentLeavesTheCommandAsItWas() {
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
    void queriesChangeNothingAndOtherCommandsMay() {
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
    void aNumberIsEqualHoweverItWasGiven() {
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
    void guestAgentCommandsThatAreSilentOnSuccessAreKnown() {
        for (String name :
                List.of("guest-shutdown", "guest-suspend-disk", "guest-suspend-ram", "guest-suspend-hybrid")) {
            assertThat(RawGuestAgentCommand.named(name).traits()).containsExactly(CommandTrait.SILENT_ON_SUCCESS);
        }
        assertThat(RawGuestAgentCommand.named("guest-ping").traits()).isEmpty();
    }

    @Test
    void guestAgentCommandsWriteTheirArgumentsAlike() {
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

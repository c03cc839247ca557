package org.qmp4j.schema.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

class FactsFileTest {
    private static final String TEXT = """
            {"file":"qapi/vehicle.json"}
            {"enum":"Drive","prefix":"DRV","data":["none",{"name":"2_5","if":{"not":"CONFIG_X"},"features":["unstable"],"since":"2.0"}],"since":"1.0"}
            {"struct":"Wheel","data":{"*size":{"type":"size","unit":"bytes","since":"2.0","removed":"9.1"},"names":["str"]},"if":{"all":["A",{"any":["B","C"]}]}}
            {"struct":"Spare","base":"Wheel","data":{},"features":["deprecated",{"name":"x","if":"CONFIG_Y"}]}
            {"union":"Car","base":{"drive":"Drive"},"discriminator":"drive","data":{"none":"Wheel","2_5":{"type":"Spare","if":"CONFIG_Z"}}}
            {"union":"Van","base":"Wheel","members":{"*x":"int"},"discriminator":"drive","data":{}}
            {"alternate":"WheelRef","data":{"definition":"Wheel","reference":"str"}}
            {"file":"qapi/drive.json"}
            {"command":"drive","data":{"car":"Car","*speed":"number"},"returns":["Wheel"],"gen":false,"success-response":false,"allow-oob":true,"allow-preconfig":true,"coroutine":true}
            {"command":"park","data":"Car","boxed":true}
            {"event":"PARKED","data":{"where":"any"}}
            {"event":"LEFT"}
            """;

    private static Schema read(String text) {
        return FactsFile.read(new StringReader(text), "my.facts");
    }

    @Test
    void aFileThatIsReadAndWrittenHasTheSameBytes() {
        assertThat(FactsFile.write(read(TEXT))).isEqualTo(TEXT);
    }

    @Test
    void aCommandHasAllMembersOfItsLine() {
        Schema schema = read(TEXT);
        Command drive = Objects.requireNonNull(schema.commands().get("drive"));
        assertThat(drive.flags()).isEqualTo(new Command.Flags(false, false, false, true, true, true));
        assertThat(drive.returns()).contains(TypeRef.listOf("Wheel"));
        assertThat(drive.attributes().location().orElseThrow().file()).isEqualTo("qapi/drive.json");
        ObjectType arguments = schema.object(drive.arguments().orElseThrow());
        assertThat(arguments.implicit()).isTrue();
        assertThat(arguments.members()).extracting(ObjectType.Member::name).containsExactly("car", "speed");
        assertThat(arguments.members()).extracting(ObjectType.Member::optional).containsExactly(false, true);
    }

    @Test
    void membersAndValuesKeepTheirRemarks() {
        Schema schema = read(TEXT);
        ObjectType.Member size = schema.object("Wheel").members().get(0);
        assertThat(size.attributes().remarks().unit()).contains("bytes");
        assertThat(size.attributes().remarks().since()).contains("2.0");
        assertThat(size.attributes().remarks().removed()).contains("9.1");
        EnumType.Value value = ((EnumType) schema.type("Drive")).values().get(1);
        assertThat(value.attributes().condition()).contains(new Condition.Not(new Condition.Switch("CONFIG_X")));
        assertThat(value.attributes().has("unstable")).isTrue();
    }

    @Test
    void conditionsCanBeNested() {
        assertThat(read(TEXT).type("Wheel").attributes().condition())
                .contains(new Condition.All(List.of(
                        new Condition.Switch("A"),
                        new Condition.Any(List.of(new Condition.Switch("B"), new Condition.Switch("C"))))));
    }

    @Test
    void builtInTypesExistWithoutALine() {
        assertThat(read("").types().keySet()).contains("str", "uint64", "q_empty", "QType");
        assertThat(FactsFile.write(read(""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"enum\":\"A\",\"data\":[],\"colour\":1} | my.facts:1: the key 'colour' has no meaning here",
                "{\"enum\":\"A\"} | my.facts:1: 'data' has to be a list",
                "{\"enum\":5,\"data\":[]} | my.facts:1: 'enum' has to be a string",
                "{\"struct\":\"A\",\"data\":{\"x\":5}} | my.facts:1: a type is a name, or a name in brackets for a list, not 5",
                "{\"struct\":\"A\",\"data\":{\"x\":{\"type\":\"int\",\"y\":1}}} | my.facts:1: the key 'y' has no meaning here",
                "{\"struct\":\"A\",\"data\":{},\"if\":{\"some\":[]}} | my.facts:1: 'if' is a string or has one key: all, any or not",
                "{\"what\":\"A\"} | my.facts:1: a line begins with file, enum, struct, union, alternate, command or event, not 'what'",
                "[] | my.facts:1: a line of facts is a JSON object",
            })
    void anInvalidLineIsRejectedWithItsNumber(String line, String message) {
        assertThatThrownBy(() -> read(line)).isInstanceOf(SchemaException.class).hasMessage(message);
    }

    @Test
    void aLineThatIsNotJsonIsRejectedWithItsNumber() {
        assertThatThrownBy(() -> read("\n{\"enum\""))
                .isInstanceOf(SchemaException.class)
                .hasMessageStartingWith("my.facts:2: no JSON: ");
    }

    @Test
    void aDuplicateDefinitionIsRejected() {
        assertThatThrownBy(() -> read("{\"event\":\"A\"}\n{\"event\":\"A\"}"))
                .isInstanceOf(SchemaException.class)
                .hasMessage("my.facts: two definitions of 'A'");
    }

    @Test
    void anUnknownTypeIsRejected() {
        assertThatThrownBy(() -> read("{\"struct\":\"A\",\"data\":{\"x\":[\"B\"]}}"))
                .isInstanceOf(SchemaException.class)
                .hasMessage("my.facts: in 'A': the schema has no type 'B'");
    }

    @Test
    void aBaseThatIsNotAnObjectIsRejected() {
        assertThatThrownBy(() -> read("{\"struct\":\"A\",\"base\":\"str\",\"data\":{}}"))
                .isInstanceOf(SchemaException.class)
                .hasMessage("my.facts: in 'A': 'str' is no object type");
    }

    @Test
    void aDefinitionWithoutAFileHasNoFile() {
        assertThat(Objects.requireNonNull(read("{\"event\":\"A\"}").events().get("A"))
                        .attributes()
                        .location())
                .isEqualTo(Optional.empty());
    }

    @Test
    void aDefinitionFromIntrospectionIsMarkedAndNeedsNoFile() {
        String facts = """
                {"file":"qapi/trip.json"}
                {"enum":"Way","data":["sea",{"name":"air","since":"11.0","seen":"11.1"}]}
                {"file":""}
                {"event":"GONE","seen":"11.1"}
                {"file":"qapi/trip.json"}
                {"event":"LOST"}
                """;
        Schema schema = FactsFile.read(new StringReader(facts), "test");
        assertThat(Objects.requireNonNull(schema.events().get("GONE"))
                        .attributes()
                        .remarks()
                        .seen())
                .contains("11.1");
        assertThat(schema.events().get("GONE").attributes().location()).isEmpty();
        assertThat(FactsFile.write(schema)).isEqualTo(facts);
    }
}

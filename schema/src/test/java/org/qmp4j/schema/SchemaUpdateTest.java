package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** {@link QemuBuild} creates the introspection for these tests from a schema. */
class SchemaUpdateTest {
    private static final String OLDER = """
            { 'enum': 'Way', 'data': ['sea', 'air', { 'name': 'rail', 'if': 'CONFIG_RAIL' }] }
            { 'struct': 'Vehicle', 'data': { 'seats': 'uint8', '*gauge': { 'type': 'int', 'if': 'CONFIG_RAIL' } } }
            { 'struct': 'Ship', 'base': 'Vehicle', 'data': { '*sails': 'uint16' } }
            { 'struct': 'Plane', 'base': 'Vehicle', 'data': { 'wings': 'int' } }
            { 'struct': 'Train', 'base': 'Vehicle', 'data': { 'cars': 'int' }, 'if': 'CONFIG_RAIL' }
            { 'union': 'Trip', 'base': { 'way': 'Way', 'far': 'uint64' }, 'discriminator': 'way',
              'data': { 'sea': 'Ship', 'air': 'Plane', 'rail': { 'type': 'Train', 'if': 'CONFIG_RAIL' } } }
            { 'command': 'go', 'data': { '*slowly': 'bool' }, 'returns': 'Trip', 'allow-preconfig': true }
            { 'command': 'whistle', 'if': 'CONFIG_RAIL' }
            { 'command': 'row', 'data': { 'boats': ['Ship'] } }
            """;

    /** The introspection of a build of another source with these switches; it has no names of types. */
    private static Schema built(String source, String... switches) {
        Schema build = QemuBuild.introspection(SchemaText.schema(source), List.of(switches)::contains);
        return Introspection.read(Introspection.write(build));
    }

    /** The facts file without the line that names the file. */
    private static String facts(Schema schema) {
        return FactsFile.write(schema).replaceAll("\\{\"file\":.*\n", "");
    }

    private static String updated(String newer, String... switches) {
        return facts(SchemaUpdate.of(SchemaText.schema(OLDER), built(newer, switches), "11.1"));
    }

    @Test
    void anUnchangedVersionChangesNothing() {
        String facts = facts(SchemaText.schema(OLDER));
        assertThat(updated(OLDER, "CONFIG_RAIL")).isEqualTo(facts);
        assertThat(updated(OLDER)).isEqualTo(facts);
    }

    @Test
    void aMissingDefinitionIsRemovedIfTheBuildHasItsSwitch() {
        assertThat(updated(OLDER.replace("{ 'command': 'whistle', 'if': 'CONFIG_RAIL' }", ""), "CONFIG_RAIL"))
                .doesNotContain("whistle")
                .contains("\"cars\":\"int\"");
    }

    @Test
    void aMissingDefinitionWithoutAConditionIsRemovedWithItsTypes() {
        String newer = OLDER.replaceAll("(?m)^.*'row'.*$", "").replace(", '*sails': 'uint16'", "");
        assertThat(updated(newer.replace("'air': 'Plane', ", "").replace("'air', ", "")))
                .doesNotContain("row")
                .doesNotContain("Plane")
                .doesNotContain("\"air\"")
                .contains("Ship");
    }

    @Test
    void aNewDefinitionIsMarkedAndFollowsItsPredecessor() {
        assertThat(updated(OLDER.replace("'sea',", "'sea', 'river',")
                        .replace("'far': 'uint64'", "'far': 'uint64', 'fare': 'uint8'")))
                .contains("\"data\":[\"sea\",{\"name\":\"river\",\"seen\":\"11.1\"},\"air\"")
                .contains(
                        "\"base\":{\"way\":\"Way\",\"far\":\"uint64\",\"fare\":{\"type\":\"int\",\"seen\":\"11.1\"}}");
    }

    @Test
    void aNewMemberOfAllSubtypesIsANewMemberOfTheBase() {
        assertThat(updated(OLDER.replace("'seats': 'uint8',", "'seats': 'uint8', 'doors': 'int',")))
                .contains(
                        "{\"struct\":\"Vehicle\",\"data\":{\"seats\":\"uint8\","
                                + "\"doors\":{\"type\":\"int\",\"seen\":\"11.1\"},\"*gauge\":{\"type\":\"int\",\"if\":\"CONFIG_RAIL\"}}}")
                .contains("{\"struct\":\"Ship\",\"base\":\"Vehicle\",\"data\":{\"*sails\":\"uint16\"}}");
    }

    @Test
    void aTypeThatLacksAMemberOfItsBaseLosesTheBase() {
        String newer = OLDER.replace(
                "{ 'struct': 'Plane', 'base': 'Vehicle', 'data': {", "{ 'struct': 'Plane', 'data': { '*seats': 'int',");
        assertThat(updated(newer))
                .contains("{\"struct\":\"Plane\",\"data\":{\"*seats\":\"uint8\",")
                .contains("{\"struct\":\"Ship\",\"base\":\"Vehicle\",");
    }

    @Test
    void aKnownTypeHasItsNameInANewPlaceToo() {
        String newer = "{ 'command': 'anchor', 'data': { 'ship': 'Ship' } }\n" + OLDER;
        assertThat(updated(newer)).contains("{\"command\":\"anchor\",\"data\":{\"ship\":\"Ship\"},\"seen\":\"11.1\"}");
    }

    @Test
    void aNewTypeGetsAUniqueNameFromItsPlace() {
        String newer = OLDER.replace("'returns': 'Trip', 'allow", "'returns': 'Other', 'allow")
                + "{ 'struct': 'Other', 'data': { 'ticket': 'Trip' } }";
        assertThat(updated(newer))
                .contains(
                        "{\"command\":\"go\",\"data\":{\"*slowly\":\"bool\"},\"returns\":\"GoResult\",\"allow-preconfig\":true}")
                .contains("{\"struct\":\"GoResult\",\"data\":{\"ticket\":\"GoResultTicket\"},\"seen\":\"11.1\"}");
    }

    @Test
    void twoTypesThatBecameOneGetTheNameOfTheReturnType() {
        Schema older = SchemaText.schema("""
                { 'struct': 'SetPace', 'data': { '*knots': 'int', '*gear': 'int' } }
                { 'struct': 'Pace', 'data': { '*knots': 'uint8' } }
                { 'command': 'set-pace', 'data': 'SetPace', 'boxed': true }
                { 'command': 'query-pace', 'returns': 'Pace' }
                """);
        Schema newer = built("""
                { 'struct': 'Pace', 'data': { '*knots': 'uint8', '*gear': 'int' } }
                { 'command': 'set-pace', 'data': 'Pace', 'boxed': true }
                { 'command': 'query-pace', 'returns': 'Pace' }
                """);
        assertThat(facts(SchemaUpdate.of(older, newer, "11.1"))).isEqualTo("""
                {"struct":"Pace","data":{"*knots":"uint8","*gear":{"type":"int","seen":"11.1"}}}
                {"command":"set-pace","data":"Pace","boxed":true}
                {"command":"query-pace","returns":"Pace"}
                """);
    }

    @Test
    void equalTypesKeepTheirCommonName() {
        Schema older = SchemaText.schema("""
                { 'struct': 'String', 'data': { 'str': 'str' } }
                { 'command': 'forward', 'data': { 'host': ['String'], 'guest': ['String'] } }
                """);
        Schema newer = built("""
                { 'struct': 'Host', 'data': { 'str': 'str' } }
                { 'struct': 'Guest', 'data': { 'str': 'str' } }
                { 'command': 'forward', 'data': { 'host': ['Host'], 'guest': ['Guest'] } }
                """);
        assertThat(facts(SchemaUpdate.of(older, newer, "11.1"))).isEqualTo(facts(older));
    }

    @Test
    void aNameFromAnEarlierResultIsKept() {
        Schema older = SchemaText.schema("{ 'command': 'go' }");
        Schema newer = SchemaText.schema("""
                { 'enum': 'Way', 'data': ['sea', 'air'] }
                { 'alternate': 'Far', 'data': { 'one': 'str', 'all': ['str'] } }
                { 'command': 'go', 'data': { 'way': 'Way', '*far': 'Far' } }
                """);
        Schema earlier = SchemaText.schema("""
                { 'enum': 'WayOfOurs', 'data': ['sea', 'air'] }
                { 'command': 'go', 'data': { 'way': 'WayOfOurs' } }
                """);
        Schema built = Introspection.read(Introspection.write(QemuBuild.introspection(newer, name -> true)));
        String first = facts(SchemaUpdate.of(older, built, "11.1", List.of(newer)));
        assertThat(first)
                .contains("{\"enum\":\"Way\",\"data\":[\"sea\",\"air\"]")
                .contains("{\"alternate\":\"Far\",\"data\":{\"one\":\"str\",\"all\":[\"str\"]}");
        assertThat(facts(SchemaUpdate.of(older, built, "11.1", List.of(earlier, newer))))
                .isEqualTo(first.replace("\"Way\"", "\"WayOfOurs\""));
    }
}

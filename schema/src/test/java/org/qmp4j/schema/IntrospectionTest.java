package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.json.JsonMapper;

/** Introspection, and names for its types. */
class IntrospectionTest {
    private static final String ANSWER = """
            [{"name": "go", "meta-type": "command", "arg-type": "0", "ret-type": "2", "allow-oob": true},
             {"name": "GONE", "meta-type": "event", "arg-type": "2", "features": ["deprecated"]},
             {"name": "0", "meta-type": "object", "members": [{"name": "way", "type": "1"},
                                                              {"name": "far", "type": "int", "default": null},
                                                              {"name": "stops", "type": "[str]"}]},
             {"name": "1", "meta-type": "enum", "values": ["sea", "air"],
              "members": [{"name": "sea"}, {"name": "air", "features": ["unstable"]}]},
             {"name": "2", "meta-type": "object", "members": [{"name": "way", "type": "1"}], "tag": "way",
              "variants": [{"case": "sea", "type": "3"}, {"case": "air", "type": "4"}]},
             {"name": "3", "meta-type": "object", "members": [{"name": "knots", "type": "number"}]},
             {"name": "4", "meta-type": "object", "members": []},
             {"name": "[str]", "meta-type": "array", "element-type": "str"},
             {"name": "str", "meta-type": "builtin", "json-type": "string"},
             {"name": "int", "meta-type": "builtin", "json-type": "int"},
             {"name": "number", "meta-type": "builtin", "json-type": "number"}]
            """;

    private static final String SOURCE = """
            { 'enum': 'Way', 'data': ['sea', 'air'] }
            { 'struct': 'Ship', 'data': { 'knots': 'number' } }
            { 'union': 'Trip', 'base': { 'way': 'Way' }, 'discriminator': 'way', 'data': { 'sea': 'Ship' } }
            { 'command': 'go', 'data': { 'way': 'Way', '*far': 'uint8', 'stops': ['str'] }, 'returns': 'Trip' }
            { 'event': 'GONE', 'data': 'Trip', 'boxed': true }
            """;

    private static Schema read(String json) {
        return Introspection.read(JsonMapper.shared().readTree(json));
    }

    @Test
    void typesGetNamesFromThePlacesWhereTheyAreUsed() {
        String facts = FactsFile.write(TypeNames.inventedFor(read(ANSWER)));
        assertThat(facts)
                .contains("\"way\":\"GoArgWay\"", "\"*far\":\"int\"", "\"stops\":[\"str\"]", "\"allow-oob\":true")
                .contains("\"returns\":\"GoResult\"")
                .contains("\"sea\":\"GoResultSea\"");
    }

    @Test
    void typesGetTheNamesOfASourceThatHasThem() {
        Schema named = TypeNames.takenFrom(SchemaText.schema(SOURCE), read(ANSWER));
        assertThat(named.types()).containsKeys("Way", "Ship", "Trip");
        assertThat(FactsFile.write(named)).contains("\"returns\":\"Trip\"", "\"sea\":\"Ship\"");
    }

    @Test
    void integersGetTheTypesOfASourceThatHasThem() {
        Schema source = SchemaText.schema("""
                { 'struct': 'Trip', 'data': { 'far': ['uint64'], 'name': 'int', 'cargo': 'size' } }
                { 'command': 'go', 'data': { 'way': 'uint8', 'other': 'int' }, 'returns': 'Trip' }
                """);
        Schema seen = read("""
                [{"name": "go", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
                 {"name": "0", "meta-type": "object", "members": [{"name": "way", "type": "int"},
                                                                  {"name": "new", "type": "int"}]},
                 {"name": "1", "meta-type": "object", "members": [{"name": "far", "type": "[int]"},
                                                                  {"name": "name", "type": "str"},
                                                                  {"name": "cargo", "type": "int"}]},
                 {"name": "[int]", "meta-type": "array", "element-type": "int"},
                 {"name": "str", "meta-type": "builtin", "json-type": "string"},
                 {"name": "int", "meta-type": "builtin", "json-type": "int"}]
                """);
        Schema named = TypeNames.takenFrom(source, seen);
        assertThat(FactsFile.write(named)).contains("\"cargo\":\"int\"");
        assertThat(FactsFile.write(IntegerTypes.takenFrom(source, named)))
                .contains("\"data\":{\"far\":[\"uint64\"],\"name\":\"str\",\"cargo\":\"size\"}")
                .contains("\"data\":{\"way\":\"uint8\",\"new\":\"int\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}",
                "[{\"name\": \"go\"}]",
                "[{\"name\": \"go\", \"meta-type\": \"poem\"}]",
                "[{\"name\": \"go\", \"meta-type\": \"command\", \"arg-type\": \"0\", \"ret-type\": \"0\"}]",
            })
    void jsonThatIsNotIntrospectionIsRejected(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(SchemaException.class).hasMessageNotContaining("null");
    }

    @Test
    void controlCharactersOfAPeerAreEscapedInMessages() {
        assertThatThrownBy(
                        () -> read("[{\"name\": \"a\\nERROR forged\\u001b[2J\", \"meta-type\": \"new\\u202etype\"}]"))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining("the entry 'a\\u000AERROR forged\\u001B[2J'")
                .message()
                .doesNotContainPattern("[\\p{Cntrl}\\u202e]");
    }
}

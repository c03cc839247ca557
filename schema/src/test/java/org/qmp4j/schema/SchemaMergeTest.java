package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Two versions in one, told by the facts file that comes out. */
class SchemaMergeTest {
    private static String merged(String older, String newer) {
        Map<String, Schema> versions = new LinkedHashMap<>();
        versions.put("1.0", SchemaText.schema(older));
        versions.put("2.0", SchemaText.schema(newer));
        return FactsFile.write(SchemaMerge.of(versions)).replaceAll("\\{\"file\":[^\n]*\n", "");
    }

    @Test
    void whatIsGoneIsMarkedWithTheVersionThatHasItNoMore() {
        assertThat(merged("""
                        { 'enum': 'Way', 'data': ['a', 'b'] }
                        { 'command': 'old', 'data': { 'x': 'int' } }
                        { 'command': 'go', 'data': { 'e': 'Way', 'far': 'int' } }
                        """, """
                        { 'enum': 'Way', 'data': ['a', 'c'] }
                        { 'command': 'go', 'data': { 'e': 'Way' } }
                        """))
                .contains("{\"enum\":\"Way\",\"data\":[\"a\",\"c\",{\"name\":\"b\",\"removed\":\"2.0\"}]}")
                .contains("\"*far\":{\"type\":\"int\",\"removed\":\"2.0\"}")
                .contains("{\"command\":\"old\",\"data\":{\"x\":\"int\"},\"removed\":\"2.0\"}");
    }

    @Test
    void aMemberIsMandatoryWhereEveryVersionWithTheTypeCallsItSo() {
        assertThat(merged("""
                        { 'struct': 'Stop', 'data': { 'a': 'int', '*b': 'int', 'c': 'int' } }
                        { 'command': 'go', 'returns': 'Stop' }
                        """, """
                        { 'struct': 'Stop', 'data': { '*a': 'int', 'b': 'int', 'c': 'int', 'd': 'int' } }
                        { 'command': 'go', 'returns': 'Stop' }
                        """)).contains("\"data\":{\"*a\":\"int\",\"*b\":\"int\",\"c\":\"int\",\"*d\":\"int\"}");
    }

    private static String types(String plant, String tree) {
        return plant + tree + "{ 'command': 'plant', 'returns': 'Plant' }\n{ 'command': 'tree', 'returns': 'Tree' }\n";
    }

    @Test
    void aMemberThatMovesFromABaseIsThereOnce() {
        assertThat(merged(
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': {} }\n"),
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n")))
                .contains(
                        "{\"struct\":\"Plant\",\"data\":{\"a\":\"int\",\"*b\":{\"type\":\"int\",\"removed\":\"2.0\"}}}")
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"}}");
    }

    @Test
    void aMemberThatMovesToABaseStaysMandatoryInWhatAlwaysHadIt() {
        assertThat(merged(
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n"),
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': {} }\n")))
                .contains("{\"struct\":\"Plant\",\"data\":{\"a\":\"int\",\"*b\":\"int\"}}")
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"}}");
    }

    @Test
    void aMemberThatMovesToATypeThatIsNewIsThereOnce() {
        assertThat(merged(
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n", "")
                                .replace("'Tree'", "'Plant'"),
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n")))
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"}}");
    }

    @Test
    void aMemberThatATypeLeftToItsBaseIsThereOnce() {
        assertThat(merged(
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n"),
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n", "")
                                .replace("'command': 'tree', 'returns': 'Tree'", "'command': 'leaf'")))
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"},\"removed\":\"2.0\"}");
    }

    @Test
    void aBaseThatDoesNotChangeStays() {
        String tree = "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n";
        assertThat(merged(
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n", tree),
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n", tree)))
                .contains("{\"struct\":\"Tree\",\"base\":\"Plant\",\"data\":{\"b\":\"int\"}}");
    }

    @Test
    void oneVersionIsItself() {
        Schema only = SchemaText.schema("{ 'command': 'go', 'data': { 'far': ['int'] } }\n");
        assertThat(FactsFile.write(SchemaMerge.of(Map.of("1.0", only)))).isEqualTo(FactsFile.write(only));
    }
}

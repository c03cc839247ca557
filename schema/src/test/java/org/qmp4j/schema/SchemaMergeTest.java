package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** Merges two versions and compares the resulting facts file. */
class SchemaMergeTest {
    private static String merged(String older, String newer) {
        Map<String, Schema> versions = new LinkedHashMap<>();
        versions.put("1.0", SchemaText.schema(older));
        versions.put("2.0", SchemaText.schema(newer));
        return FactsFile.write(SchemaMerge.of(versions)).replaceAll("\\{\"file\":[^\n]*\n", "");
    }

    @Test
    void aRemovedDefinitionIsMarkedWithTheVersionThatRemovedIt() {
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
    void aMemberIsMandatoryIfItIsMandatoryInEveryVersionWithTheType() {
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
    void aMemberThatMovesFromABaseExistsOnce() {
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
    void aMemberThatMovesToABaseStaysMandatoryInTypesThatAlwaysHadIt() {
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
    void aMemberThatMovesToANewTypeExistsOnce() {
        assertThat(merged(
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n", "")
                                .replace("'Tree'", "'Plant'"),
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n")))
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"}}");
    }

    @Test
    void aMemberThatATypeGaveToItsBaseExistsOnce() {
        assertThat(merged(
                        types(
                                "{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n",
                                "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n"),
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int', 'b': 'int' } }\n", "")
                                .replace("'command': 'tree', 'returns': 'Tree'", "'command': 'leaf'")))
                .contains("{\"struct\":\"Tree\",\"data\":{\"a\":\"int\",\"b\":\"int\"},\"removed\":\"2.0\"}");
    }

    @Test
    void anUnchangedBaseIsKept() {
        String tree = "{ 'struct': 'Tree', 'base': 'Plant', 'data': { 'b': 'int' } }\n";
        assertThat(merged(
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n", tree),
                        types("{ 'struct': 'Plant', 'data': { 'a': 'int' } }\n", tree)))
                .contains("{\"struct\":\"Tree\",\"base\":\"Plant\",\"data\":{\"b\":\"int\"}}");
    }

    @Test
    void aRenamedTypeIsOneTypeWithTheMembersOfBoth() {
        assertThat(merged("""
                        { 'enum': 'OldWay', 'data': ['a', 'b'] }
                        { 'struct': 'OldCar', 'data': { 'id': 'str', 'size': 'int', 'way': 'OldWay' } }
                        { 'command': 'query', 'returns': ['OldCar'] }
                        { 'command': 'gone', 'data': { 'car': 'OldCar' } }
                        """, """
                        { 'enum': 'Way', 'data': ['a'] }
                        { 'struct': 'Car', 'data': { 'id': 'str', 'way': 'Way' } }
                        { 'command': 'query', 'returns': ['Car'] }
                        """))
                .contains("{\"struct\":\"Car\",\"data\":{\"id\":\"str\",\"way\":\"Way\","
                        + "\"*size\":{\"type\":\"int\",\"removed\":\"2.0\"}}}")
                .contains("{\"enum\":\"Way\",\"data\":[\"a\",{\"name\":\"b\",\"removed\":\"2.0\"}]}")
                .contains("{\"command\":\"gone\",\"data\":{\"car\":\"Car\"},\"removed\":\"2.0\"}")
                .doesNotContain("Old");
    }

    @Test
    void aPlaceThatGetsItsOwnTypeKeepsTheMembersOfTheSharedType() {
        assertThat(merged("""
                        { 'struct': 'Image', 'data': { 'name': 'str', 'size': 'int' } }
                        { 'struct': 'Disk', 'data': { 'parts': ['Image'] } }
                        { 'command': 'disk', 'returns': 'Disk' }
                        { 'command': 'image', 'returns': 'Image' }
                        """, """
                        { 'struct': 'Image', 'data': { 'name': 'str', 'size': 'int' } }
                        { 'struct': 'Part', 'data': { 'name': 'str' } }
                        { 'struct': 'Disk', 'data': { 'parts': ['Part'] } }
                        { 'command': 'disk', 'returns': 'Disk' }
                        { 'command': 'image', 'returns': 'Image' }
                        """))
                .contains("{\"struct\":\"Part\",\"data\":{\"name\":\"str\",\"*size\":{")
                .contains("{\"struct\":\"Image\",\"data\":{\"name\":\"str\",\"size\":\"int\"}}");
    }

    private static final String JOB_UNION = """
            { 'enum': 'Kind', 'data': ['copy', 'mirror'] }
            { 'struct': 'Mirror', 'data': { 'synced': 'bool', 'speed': 'int' } }
            { 'union': 'Job', 'base': { 'kind': 'Kind', 'id': 'str' }, 'discriminator': 'kind',
              'data': { 'mirror': 'Mirror' } }
            { 'command': 'query', 'returns': 'Job' }
            """;

    @Test
    void ifAStructBecomesAUnionMembersOfTheStructStayMandatoryInItsBranch() {
        assertThat(merged("""
                        { 'struct': 'Job', 'data': { 'kind': 'str', 'id': 'str', 'speed': 'int' } }
                        { 'command': 'query', 'returns': 'Job' }
                        """, JOB_UNION))
                .contains("{\"struct\":\"Mirror\",\"data\":{\"*synced\":\"bool\",\"speed\":\"int\"}}")
                .contains("\"base\":{\"kind\":\"Kind\",\"id\":\"str\"},\"members\":{\"*speed\":{");
    }

    @Test
    void aBranchThatDoesNotMatchTheStructIsNew() {
        assertThat(merged("""
                        { 'struct': 'Job', 'data': { 'id': 'str' } }
                        { 'command': 'query', 'returns': 'Job' }
                        """, JOB_UNION))
                .contains("{\"struct\":\"Mirror\",\"data\":{\"synced\":\"bool\",\"speed\":\"int\"}}");
    }

    @Test
    void ifAUnionBecomesAStructTheMembersOfItsBranchesAreOptional() {
        assertThat(merged(JOB_UNION, """
                        { 'struct': 'Job', 'data': { 'kind': 'str', 'id': 'str' } }
                        { 'command': 'query', 'returns': 'Job' }
                        """))
                .contains("{\"struct\":\"Job\",\"data\":{\"kind\":\"str\",\"id\":\"str\","
                        + "\"*synced\":{\"type\":\"bool\",\"removed\":\"2.0\"},\"*speed\":{");
    }

    @Test
    void aMemberThatMovedFromTheBaseToABranchStaysMandatoryThere() {
        String union = """
                { 'enum': 'Kind', 'data': ['copy', 'mirror'] }
                { 'struct': 'Mirror', 'data': { %s } }
                { 'union': 'Job', 'base': { 'kind': 'Kind' %s }, 'discriminator': 'kind', 'data': { 'mirror': 'Mirror' } }
                { 'command': 'query', 'returns': 'Job' }
                """;
        String inBase = union.formatted("'a': 'int'", ", 'speed': 'int'");
        String inBranch = union.formatted("'a': 'int', 'speed': 'int'", "");
        assertThat(merged(inBase, inBranch))
                .contains("\"a\":\"int\",\"speed\":\"int\"}}")
                .contains("\"*speed\":{");
        assertThat(merged(inBranch, inBase))
                .contains("{\"struct\":\"Mirror\",\"data\":{\"a\":\"int\",\"speed\":\"int\"}}")
                .contains("\"base\":{\"kind\":\"Kind\",\"*speed\":\"int\"}");
    }

    @Test
    void anArgumentIsOptionalUnlessEveryVersionRequiresIt() {
        assertThat(merged("{ 'command': 'go' }\n{ 'command': 'turn', 'data': { 'a': 'int' } }\n", """
                        { 'command': 'go', 'data': { 'far': 'int' } }
                        { 'command': 'turn', 'data': { 'a': 'int', 'b': 'int' } }
                        """))
                .contains("{\"command\":\"go\",\"data\":{\"*far\":\"int\"}}")
                .contains("{\"command\":\"turn\",\"data\":{\"a\":\"int\",\"*b\":\"int\"}}");
    }

    @Test
    void anAlternateIsKeptIfANewerVersionHasOneOfItsTypes() {
        String choice = "{ 'alternate': 'Text', 'data': { 's': 'str', 'n': 'null' } }\n";
        assertThat(merged(
                        choice + "{ 'command': 'go', 'data': { 'x': 'Text', 'y': 'number' } }\n",
                        "{ 'command': 'go', 'data': { 'x': 'str', 'y': 'int' } }\n"))
                .contains("\"x\":\"Text\",\"y\":\"number\"");
    }

    @Test
    void theMergeOfOneVersionIsThatVersion() {
        Schema only = SchemaText.schema("{ 'command': 'go', 'data': { 'far': ['int'] } }\n");
        assertThat(FactsFile.write(SchemaMerge.of(Map.of("1.0", only)))).isEqualTo(FactsFile.write(only));
    }
}

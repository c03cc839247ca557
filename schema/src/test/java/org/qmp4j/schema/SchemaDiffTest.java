package org.qmp4j.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qmp4j.schema.Change.Kind.BECAME_MANDATORY;
import static org.qmp4j.schema.Change.Kind.BECAME_OPTIONAL;
import static org.qmp4j.schema.Change.Kind.COMMAND_ADDED;
import static org.qmp4j.schema.Change.Kind.COMMAND_REMOVED;
import static org.qmp4j.schema.Change.Kind.EVENT_ADDED;
import static org.qmp4j.schema.Change.Kind.EVENT_REMOVED;
import static org.qmp4j.schema.Change.Kind.FEATURE_ADDED;
import static org.qmp4j.schema.Change.Kind.FEATURE_REMOVED;
import static org.qmp4j.schema.Change.Kind.MEMBER_ADDED;
import static org.qmp4j.schema.Change.Kind.MEMBER_REMOVED;
import static org.qmp4j.schema.Change.Kind.OUT_OF_BAND_ALLOWED;
import static org.qmp4j.schema.Change.Kind.OUT_OF_BAND_FORBIDDEN;
import static org.qmp4j.schema.Change.Kind.TYPE_CHANGED;
import static org.qmp4j.schema.Change.Kind.TYPE_NARROWED;
import static org.qmp4j.schema.Change.Kind.TYPE_WIDENED;
import static org.qmp4j.schema.Change.Kind.VALUE_ADDED;
import static org.qmp4j.schema.Change.Kind.VALUE_REMOVED;

import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

class SchemaDiffTest {
    private static Schema facts(String lines) {
        return FactsFile.read(new StringReader("{\"file\":\"qapi/garden.json\"}\n" + lines), "garden.facts");
    }

    /** The introspection of a build with all features. */
    private static Schema built(String lines) {
        return QemuBuild.introspection(facts(lines), name -> false);
    }

    private static List<Change> diff(String before, String after) {
        return SchemaDiff.between(facts(before), facts(after));
    }

    private static Change change(Change.Kind kind, String path, String text) {
        return new Change(kind, path, text);
    }

    @Test
    void aSchemaHasNoChangesToItself() {
        Schema schema = KnownSchemas.qemu("10.2");
        assertThat(SchemaDiff.between(schema, schema)).isEmpty();
        Schema seen = QemuBuild.introspection(schema, name -> true);
        assertThat(SchemaDiff.between(seen, seen)).isEmpty();
    }

    @Test
    void newAndRemovedCommandsAndEventsAreChanges() {
        assertThat(diff(
                        "{\"command\":\"old\"}\n{\"command\":\"both\"}\n{\"event\":\"OLD\"}",
                        "{\"command\":\"both\"}\n{\"command\":\"new\"}\n{\"event\":\"NEW\"}"))
                .containsExactly(
                        change(COMMAND_REMOVED, "command old", "is gone"),
                        change(COMMAND_ADDED, "command new", "is new"),
                        change(EVENT_REMOVED, "event OLD", "is gone"),
                        change(EVENT_ADDED, "event NEW", "is new"));
    }

    @Test
    void changedMembersOfArgumentsResultsAndDataAreReported() {
        assertThat(diff("""
                                {"struct":"Tree","data":{"name":"str","*age":"int"}}
                                {"command":"plant","data":{"a":"str","*b":"int","c":"int"},"returns":["Tree"]}
                                {"event":"FELL","data":{"name":"str"}}
                                """, """
                                {"struct":"Tree","data":{"name":"str"}}
                                {"command":"plant","data":{"*a":"str","b":"int","d":"int","*e":"int"},"returns":["Tree"]}
                                {"event":"FELL","data":{"name":"str","why":"str"}}
                                """))
                .containsExactlyInAnyOrder(
                        change(BECAME_OPTIONAL, "command plant, argument a", "is now optional"),
                        change(BECAME_MANDATORY, "command plant, argument b", "is now mandatory"),
                        change(MEMBER_REMOVED, "command plant, argument c", "is gone"),
                        change(MEMBER_ADDED, "command plant, argument d", "is new and mandatory"),
                        change(MEMBER_ADDED, "command plant, argument e", "is new and optional"),
                        change(MEMBER_REMOVED, "type Tree, member age", "is gone"),
                        change(MEMBER_ADDED, "event FELL, data why", "is new and mandatory"));
    }

    @Test
    void addedAndRemovedFeaturesAreChanges() {
        assertThat(diff("""
                                {"enum":"Kind","data":["tree",{"name":"pond","features":["unstable"]}]}
                                {"struct":"Tree","data":{"kind":"Kind"},"features":["shady"]}
                                {"command":"plant","data":"Tree"}
                                """, """
                                {"enum":"Kind","data":[{"name":"tree","features":["deprecated"]},"pond"]}
                                {"struct":"Tree","data":{"kind":{"type":"Kind","features":["unstable"]}}}
                                {"command":"plant","data":"Tree","features":["fast"]}
                                """))
                .containsExactlyInAnyOrder(
                        change(FEATURE_ADDED, "command plant", "now has the feature 'fast'"),
                        change(FEATURE_REMOVED, "type Tree", "no longer has the feature 'shady'"),
                        change(FEATURE_ADDED, "type Tree, member kind", "is now unstable"),
                        change(FEATURE_ADDED, "type Kind, value tree", "is now deprecated"),
                        change(FEATURE_REMOVED, "type Kind, value pond", "is no longer unstable"));
    }

    @Test
    void addedAndRemovedValuesAreReportedWithTheirBranches() {
        String types = """
                {"struct":"Tree","data":{"name":"str"}}
                {"union":"Thing","base":{"kind":"Kind"},"discriminator":"kind","data":{"%s":"Tree"}}
                {"command":"plant","data":"Thing","boxed":true}
                """;
        assertThat(diff(
                        "{\"enum\":\"Kind\",\"data\":[\"none\",\"tree\"]}\n" + types.formatted("tree"),
                        "{\"enum\":\"Kind\",\"data\":[\"none\",\"bush\"]}\n" + types.formatted("bush")))
                .containsExactly(
                        change(VALUE_REMOVED, "type Kind, value tree", "is gone"),
                        change(VALUE_ADDED, "type Kind, value bush", "is new"));
    }

    @Test
    void aChangeOfOutOfBandPermissionIsReported() {
        String plain = "{\"command\":\"plant\"}";
        String allowed = "{\"command\":\"plant\",\"allow-oob\":true}";
        assertThat(diff(plain, allowed))
                .containsExactly(change(OUT_OF_BAND_ALLOWED, "command plant", "may be sent out of band"));
        assertThat(diff(allowed, plain))
                .containsExactly(change(OUT_OF_BAND_FORBIDDEN, "command plant", "may no longer be sent out of band"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "int"    | "IntOrStr" | int or str             | int                   | TYPE_WIDENED
            "Kind"   | "str"      | str                    | an enumeration Kind   | TYPE_WIDENED
            "uint8"  | "int"      | int                    | uint8                 | TYPE_WIDENED
            "int"    | "number"   | number                 | int                   | TYPE_WIDENED
            "Tree"   | "any"      | any                    | an object Tree        | TYPE_WIDENED
            ["str"]  | "any"      | any                    | a list of str         | TYPE_WIDENED
            "IntOrStr" | "any"    | any                    | int or str            | TYPE_WIDENED
            "str"    | ["str"]    | a list of str          | str                   | CHANGED
            "int"    | ["int"]    | a list of int          | int                   | CHANGED
            "int"    | "uint64"   | uint64                 | int                   | TYPE_WIDENED
            "bool"   | "str"      | str                    | bool                  | CHANGED
            "int8"   | "uint8"    | uint8                  | int8                  | CHANGED
            "Tree"   | "str"      | str                    | an object Tree        | CHANGED
            "IntOrStr" | "TreeOrStr" | an object Tree or str | int or str          | CHANGED
            """)
    void aTypeIsWiderInOneDirectionAndNarrowerInTheOther(
            String old, String now, String newWords, String oldWords, String change) {
        String types = """
                {"enum":"Kind","data":["tree"]}
                {"struct":"Tree","data":{"name":"str"}}
                {"alternate":"IntOrStr","data":{"i":"int","s":"str"}}
                {"alternate":"TreeOrStr","data":{"t":"Tree","s":"str"}}
                {"command":"plant","data":{"what":%s}}
                """;
        String place = "command plant, argument what";
        Change.Kind wider = change.equals("CHANGED") ? TYPE_CHANGED : TYPE_WIDENED;
        Change.Kind narrower = change.equals("CHANGED") ? TYPE_CHANGED : TYPE_NARROWED;
        assertThat(diff(types.formatted(old), types.formatted(now)))
                .containsExactly(change(wider, place, "is now " + newWords + ", was " + oldWords));
        assertThat(diff(types.formatted(now), types.formatted(old)))
                .containsExactly(change(narrower, place, "is now " + oldWords + ", was " + newWords));
    }

    @Test
    void aCommandThatReturnedNothingReturnsAnObjectWithMoreMembers() {
        String type = "{\"struct\":\"Tree\",\"data\":{\"name\":\"str\"}}\n";
        assertThat(diff(type + "{\"command\":\"a\"}", type + "{\"command\":\"a\",\"returns\":\"Tree\"}"))
                .containsExactly(change(MEMBER_ADDED, "command a, result name", "is new and mandatory"));
        assertThat(diff(type + "{\"command\":\"a\"}", type + "{\"command\":\"a\",\"returns\":[\"Tree\"]}"))
                .containsExactly(
                        change(TYPE_CHANGED, "command a, result", "is now a list of an object Tree, was nothing"));
    }

    @Test
    void aMemberThatMovesToABaseIsNotAChange() {
        assertThat(diff(
                        "{\"struct\":\"Tree\",\"data\":{\"name\":\"str\"}}\n{\"command\":\"a\",\"data\":\"Tree\"}",
                        """
                                {"struct":"Plant","data":{"name":"str"}}
                                {"struct":"Tree","base":"Plant","data":{}}
                                {"command":"a","data":"Tree"}
                                """))
                .isEmpty();
    }

    @Test
    void aRenamedTypeIsNotAChange() {
        assertThat(
                        diff(
                                "{\"struct\":\"Tree\",\"data\":{\"name\":\"str\"}}\n{\"command\":\"a\",\"data\":{\"x\":\"Tree\"}}",
                                "{\"struct\":\"Bush\",\"data\":{\"name\":\"str\"}}\n{\"command\":\"a\",\"data\":{\"x\":\"Bush\"}}"))
                .isEmpty();
    }

    private static final String BASE = """
            {"struct":"Plant","data":{"name":"str"%s}}
            {"struct":"Tree","base":"Plant","data":{"*next":["Tree"]}}
            {"struct":"Bush","base":"Plant","data":{}}
            {"command":"plant","data":{"tree":"Tree","bush":"Bush","other":"Bush"}}
            """;

    @Test
    void aRecursiveTypeAndASharedBaseChangeOnlyOnce() {
        assertThat(diff(BASE.formatted(""), BASE.formatted(",\"*age\":\"int\"")))
                .containsExactly(change(MEMBER_ADDED, "type Plant, member age", "is new and optional"));
    }

    @Test
    void typesWithOtherNamesChangeAtEachPlace() {
        String types = """
                {"struct":"Old","data":{"name":"str","next":["Old"]}}
                {"struct":"New","data":{"next":["New"]}}
                {"enum":"Small","data":["bush"]}
                {"enum":"Large","data":["bush","tree"]}
                {"command":"plant","data":{"a":"%1$s","b":["%1$s"],"kind":"%2$s"}}
                {"event":"FELL","data":{"a":"%1$s","kind":"%2$s"}}
                """;
        assertThat(diff(types.formatted("Old", "Small"), types.formatted("New", "Large")))
                .containsExactlyInAnyOrder(
                        change(MEMBER_REMOVED, "command plant, argument a.name", "is gone"),
                        change(MEMBER_REMOVED, "command plant, argument b[].name", "is gone"),
                        change(VALUE_ADDED, "command plant, argument kind, value tree", "is new"),
                        change(MEMBER_REMOVED, "event FELL, data a.name", "is gone"),
                        change(VALUE_ADDED, "event FELL, data kind, value tree", "is new"));
    }

    @Test
    void eachCommandThatNowUsesTheSameTypeChanges() {
        String type = "{\"struct\":\"Tree\",\"data\":{\"name\":\"str\"}}\n";
        assertThat(diff(
                        type + "{\"command\":\"plant\"}\n{\"command\":\"fell\"}",
                        type + "{\"command\":\"plant\",\"data\":\"Tree\"}\n{\"command\":\"fell\",\"data\":\"Tree\"}"))
                .containsExactly(
                        change(MEMBER_ADDED, "command plant, argument name", "is new and mandatory"),
                        change(MEMBER_ADDED, "command fell, argument name", "is new and mandatory"));
    }

    @Test
    void inIntrospectionChangesAreReportedWhereTheTypesAreUsed() {
        assertThat(SchemaDiff.between(built(BASE.formatted("")), built(BASE.formatted(",\"*age\":\"int\""))))
                .containsExactly(
                        change(MEMBER_ADDED, "command plant, argument tree.age", "is new and optional"),
                        change(MEMBER_ADDED, "command plant, argument bush.age", "is new and optional"));
    }

    @Test
    void branchesListsAndAlternatesHavePathsInIntrospection() {
        String schema = """
                {"enum":"Kind","data":["none","tree"]}
                {"struct":"Tree","data":{"name":"str"%s}}
                {"union":"Thing","base":{"kind":"Kind"},"discriminator":"kind","data":{"tree":"Tree"}}
                {"struct":"Bed","data":{"depth":"%s"}}
                {"alternate":"BedOrName","data":{"b":"Bed","s":"str"}}
                {"command":"plant","data":{"things":["Thing"],"bed":"BedOrName"}}
                """;
        assertThat(SchemaDiff.between(
                        built(schema.formatted("", "int")), facts(schema.formatted(",\"age\":\"uint8\"", "str"))))
                .containsExactly(
                        change(TYPE_CHANGED, "command plant, argument bed.depth", "is now str, was int"),
                        change(
                                MEMBER_ADDED,
                                "command plant, argument things[]{kind=tree}.age",
                                "is new and mandatory"));
    }

    @Test
    void theWidthOfIntegersIsNotAChangeInIntrospection() {
        String schema = "{\"command\":\"plant\",\"data\":{\"depth\":\"%s\"}}";
        assertThat(SchemaDiff.between(built(schema.formatted("uint8")), facts(schema.formatted("size"))))
                .isEmpty();
    }

    @Test
    void aStructThatBecomesAUnionGainsTheMembersOfItsBranches() {
        String before = """
                {"enum":"Kind","data":["none","tree"]}
                {"struct":"Thing","data":{"kind":"Kind"}}
                {"command":"plant","data":{"thing":"Thing"}}
                """;
        String after = """
                {"enum":"Kind","data":["none","tree"]}
                {"struct":"Tree","data":{"name":"str"}}
                {"union":"Thing","base":{"kind":"Kind"},"discriminator":"kind","data":{"tree":"Tree"}}
                {"command":"plant","data":{"thing":"Thing"}}
                """;
        assertThat(diff(before, after))
                .containsExactly(change(MEMBER_ADDED, "type Thing, member {kind=tree}.name", "is new and mandatory"));
        assertThat(diff(after, before))
                .containsExactly(change(MEMBER_REMOVED, "type Thing, member {kind=tree}.name", "is gone"));
    }

    @Test
    void aChangeReadsAsASentence() {
        assertThat(change(MEMBER_ADDED, "command plant, argument a.b", "is new and optional"))
                .hasToString("command plant, argument a.b is new and optional");
    }
}

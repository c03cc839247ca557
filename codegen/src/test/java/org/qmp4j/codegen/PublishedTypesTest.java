package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.SchemaMerge;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** A newer QEMU adds members to published classes, and does not change existing ones. */
class PublishedTypesTest {
    private static final GeneratorOptions OPTIONS = new GeneratorOptions("my", Peer.QEMU, false);
    private static final Pattern PUBLIC = Pattern.compile(
            "^ {4,8}(?:public |default |static |record |[A-Z]).*[({]$|^public .*\\{$", Pattern.MULTILINE);

    private static final String PUBLISHED = """
            {"enum":"Kind","data":["copy","mirror"]}
            {"struct":"Mirror","data":{"synced":"bool","speed":"int"}}
            {"union":"Job","base":{"kind":"Kind","id":"str"},"discriminator":"kind","data":{"mirror":"Mirror"}}
            {"struct":"JobBaseOf","data":{"kind":"Kind","id":"str"}}
            {"union":"Task","base":"JobBaseOf","discriminator":"kind","data":{"mirror":"Mirror"}}
            {"struct":"Car","data":{"size":"uint64","name":"str","*owner":"str","doors":["int"],"way":"Kind"}}
            {"alternate":"Text","data":{"s":"str","c":"Car"}}
            {"command":"go","data":{"far":"int","*car":"Car","text":"Text"},"returns":["Job"]}
            {"command":"stop","returns":"Task"}
            {"command":"gone","data":{"x":"str"}}
            {"event":"WENT","data":{"car":"Car","*why":"str"}}
            """;

    // All possible changes: renamed, widened, narrowed, nullable, optional, removed, moved, no longer a union.
    private static final String NEWER = """
            {"enum":"Kind2","data":["copy","backup"]}
            {"alternate":"StrOrNull","data":{"s":"str","n":"null"}}
            {"struct":"Mirror2","data":{"*synced":"bool","id":"str","new-one":"str"}}
            {"struct":"Job2","data":{"kind":"str","*id":"StrOrNull","speed":"number","more":"int"}}
            {"struct":"Backup","data":{"target":"str"}}
            {"union":"Task2","base":{"kind":"Kind2","more":"int"},"discriminator":"kind","data":{"copy":"Mirror2","backup":"Backup"}}
            {"union":"Car2","base":{"way":"Kind2","size":"int8","*name":"StrOrNull","owner":"int"},"discriminator":"way","data":{"copy":"Backup"}}
            {"alternate":"Text2","data":{"c":"Car2","l":["str"]}}
            {"command":"go","data":{"*far":"number","car":"Car2","text":"Text2","must":"str"},"returns":["Job2"]}
            {"command":"stop","data":{"how":"Kind2"},"returns":"Task2"}
            {"command":"come","returns":"Car2"}
            {"event":"WENT","data":{"*car":"Car2","why":"int"}}
            """;

    private static Schema schema(String facts) {
        return FactsFile.read(new StringReader(facts), "my.facts");
    }

    /** The public methods and constants, by file. */
    private static Map<String, List<String>> publicParts(Schema schema) {
        Map<String, List<String>> parts = new TreeMap<>();
        for (GeneratedFile file : Generator.generate(schema, OPTIONS)) {
            List<String> found = new ArrayList<>();
            PUBLIC.matcher(file.text())
                    .results()
                    .map(match ->
                            match.group().strip().replaceAll(" permits .*", "").replaceAll(" implements .*", ""))
                    .forEach(found::add);
            parts.put(file.path(), found);
        }
        return parts;
    }

    private static void expectOnlyMore(Schema published, Schema extended) {
        Map<String, List<String>> after = publicParts(extended);
        publicParts(published)
                .forEach((path, parts) ->
                        assertThat(after.getOrDefault(path, List.of())).as(path).containsAll(parts));
    }

    @Test
    void aNewerQemuOnlyAdds() {
        Schema extended = SchemaMerge.extended(schema(PUBLISHED), "99.0", schema(NEWER));
        expectOnlyMore(schema(PUBLISHED), extended);
        assertThat(extended.commands()).containsKeys("go", "stop", "gone", "come");
    }

    @Test
    void aMandatoryMemberThatANewerQemuOmitsStaysMandatoryAndGetsAPresenceMethod() {
        Schema extended = SchemaMerge.extended(
                schema("{\"struct\":\"Car\",\"data\":{\"a\":\"int\",\"b\":\"int\",\"c\":\"int\"}}\n"
                        + "{\"command\":\"q\",\"returns\":\"Car\"}"),
                "99.0",
                schema("{\"struct\":\"Car\",\"data\":{\"*a\":\"int\",\"c\":\"int\"}}\n"
                        + "{\"command\":\"q\",\"returns\":\"Car\"}"));
        assertThat(publicParts(extended).get("my/type/Car.java"))
                .contains(
                        "public long a() {", "public long b() {", "public boolean hasA() {", "public boolean hasB() {")
                .doesNotContain("public boolean hasC() {");
        String text = Generator.generate(extended, OPTIONS).stream()
                .filter(file -> file.path().endsWith("/Car.java"))
                .map(GeneratedFile::text)
                .findFirst()
                .orElseThrow();
        assertThat(text)
                .containsPattern("QEMU 99.0 does not have it any more\\s+\\*/\\s+@Deprecated\\s+public long b\\(\\)");
    }

    @Test
    void theKnownVersionsCanBeExtendedByAVersionWithManyChanges() {
        for (Schema known : List.of(KnownSchemas.qemu(), KnownSchemas.guestAgent())) {
            expectOnlyMore(known, SchemaMerge.extended(known, "99.0", ChangedSchema.of(known)));
        }
    }
}

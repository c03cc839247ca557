package org.qmp4j.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.codegen.GeneratedFile;
import org.qmp4j.codegen.Generator;
import org.qmp4j.codegen.GeneratorOptions;
import org.qmp4j.codegen.Peer;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

class SchemaInputTest {
    @TempDir
    Path folder;

    private File file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toFile();
    }

    @Test
    void eachKindOfFileIsRead() throws Exception {
        File source = file("s.json", "{ 'command': 'go', 'data': { 'far': 'int' } }\n");
        File facts = file("s.facts", "{\"command\":\"go\",\"data\":{\"far\":\"int\"}}\n");
        File introspection = file("s.introspection", """
                [{"name": "go", "meta-type": "command", "arg-type": "0", "ret-type": "1"},
                 {"name": "0", "meta-type": "object", "members": [{"name": "far", "type": "int"}]},
                 {"name": "1", "meta-type": "object", "members": []},
                 {"name": "int", "meta-type": "builtin", "json-type": "int"}]
                """);

        assertThat(SchemaInput.of(source, null, null, null, null).read().commands())
                .containsOnlyKeys("go");
        assertThat(SchemaInput.of(null, introspection, null, null, null).read().commands())
                .containsOnlyKeys("go");
        assertThat(SchemaInput.of(null, null, null, facts, null).read().commands())
                .containsOnlyKeys("go");
    }

    @Test
    void anIntOfIntrospectionGetsTheKnownWidth() throws Exception {
        File introspection = file("panic.introspection", """
                [{"name": "GUEST_PANICKED", "meta-type": "event", "arg-type": "0"},
                 {"name": "0", "meta-type": "object", "members": [{"name": "info", "type": "1", "default": null}]},
                 {"name": "1", "meta-type": "object", "members": [{"name": "type", "type": "2"}], "tag": "type",
                  "variants": [{"case": "hyper-v", "type": "3"}]},
                 {"name": "2", "meta-type": "enum", "members": [{"name": "hyper-v"}], "values": ["hyper-v"]},
                 {"name": "3", "meta-type": "object", "members": [{"name": "arg1", "type": "int"}]},
                 {"name": "int", "meta-type": "builtin", "json-type": "int"}]
                """);
        Schema read = SchemaInput.of(null, introspection, null, null, null).read();
        assertThat(read.object("GuestPanicInformationHyperV").members())
                .extracting(ObjectType.Member::type)
                .containsExactly(TypeRef.named("uint64"));
    }

    private List<GeneratedFile> generatedIn(String place) throws Exception {
        Path qapi = Files.createDirectories(folder.resolve(place).resolve("qapi"));
        Files.createDirectories(qapi.resolveSibling("common"));
        Files.writeString(qapi.resolve("arm.json"), "{ 'command': 'move', 'data': { 'far': 'int' } }\n");
        Files.writeString(qapi.resolve("../common/leg.json"), "{ 'command': 'walk' }\n");
        Path schema = Files.writeString(
                qapi.resolve("robot.json"), "{ 'include': 'arm.json' }\n{ 'include': '../common/leg.json' }\n");
        SchemaInput input = SchemaInput.of(schema.toFile(), null, null, null, null);
        return Generator.generate(input.read(), new GeneratorOptions("robot", Peer.QEMU, true, input::nameOf));
    }

    @Test
    void generatedFilesDoNotDependOnTheFolderOfTheSchema() throws Exception {
        List<GeneratedFile> here = generatedIn("here");
        assertThat(generatedIn("else/where")).isEqualTo(here);
        String texts = here.stream().map(GeneratedFile::text).collect(Collectors.joining());
        assertThat(texts).contains("{@code move}, {@code qapi/arm.json}.", "{@code walk}, {@code common/leg.json}.");
    }

    @Test
    void theBundledSchemasAreTheKnownSchemas() throws Exception {
        assertThat(SchemaInput.of(null, null, null, null, Peer.QEMU).read().commands())
                .containsKey("query-status");
        assertThat(SchemaInput.of(null, null, null, null, Peer.GUEST_AGENT)
                        .read()
                        .commands())
                .containsKey("guest-ping");
    }

    @Test
    void exactlyOneSourceMustBeSet() {
        assertThatThrownBy(() -> SchemaInput.of(null, null, null, null, null))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage(
                        "set exactly one of <schema>, <introspection>, <address>, <facts> and <bundled>; none is set");
        assertThatThrownBy(() -> SchemaInput.of(new File("a.json"), null, "unix:/b", null, null))
                .isInstanceOf(MojoExecutionException.class)
                .hasMessageContaining("these are set: [a.json, unix:/b]");
    }

    @Test
    void aMissingPeerCausesASchemaException() throws Exception {
        SchemaInput missing = SchemaInput.of(null, null, "unix:" + folder.resolve("none.sock"), null, null);
        assertThatThrownBy(missing::read).isInstanceOf(SchemaException.class).hasMessageContaining("none.sock");
    }
}

package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests {@code qmp schema} with schemas that need no QEMU. */
class SchemaCommandsTest {
    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void aCommandIsShownWithItsMembersAndTheirVersions() {
        Program run = Program.run("schema", "show", "10.2", "block_resize");
        assertThat(run.output()).isEqualTo("""
                        command block_resize, since 0.14, allowed before the machine is built
                          arguments:
                            [device]     str
                            [node-name]  str  since 2.0
                            size         int  in bytes
                          returns nothing
                        """);
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void deprecatedAndUnstableDefinitionsAreMarked() {
        assertThat(Program.run("schema", "show", "10.2", "drive-backup").output())
                .startsWith("command drive-backup, since 1.6, deprecated")
                .contains("[x-perf]", "since 6.0, unstable");
    }

    @Test
    void withoutANameAllCommandsAndEventsAreListed() {
        assertThat(Program.run("schema", "show", "10.2").output())
                .startsWith("244 commands:\n")
                .contains("\n57 events:\n", "query-status", "BLOCK_JOB_COMPLETED");
    }

    @Test
    void aMistypedNameGetsASuggestion() {
        Program run = Program.run("schema", "show", "10.2", "query-statsu");
        assertThat(run.errors())
                .startsWith("qmp: there is no command, event or type 'query-statsu'; did you mean 'query-stat");
        assertThat(run.exitCode()).isEqualTo(2);
    }

    @Test
    void eachChangeBetweenVersionsIsOneLine() {
        Program run = Program.run("schema", "diff", "10.0", "10.2");
        assertThat(run.output().lines())
                .contains(
                        "command x-query-opcount is gone",
                        "event SCLP_CPI_INFO_AVAILABLE is new",
                        "type BackupCommon, member on-cbw-error is new and optional");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aVersionHasNoChangesToItself() {
        Program run = Program.run("schema", "diff", "10.2", "10.2");
        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void aValidCommandIsReportedAsValid() {
        Program run = Program.run("schema", "check", "10.2", "blockdev-add", "driver=null-co", "size=1048576");
        assertThat(run.output()).isEqualTo("valid\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void theProblemOfAnInvalidCommandIsPrinted() {
        Program run = Program.run("schema", "check", "10.2", "blockdev-add", "driver=qcow2", "file.driver=file");
        assertThat(run.output()).isEqualTo("file.filename is missing\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aSchemaFileIsDumpedAsQemuPrintsIt() throws IOException {
        Path schema = file("vehicle.json", "{ 'enum': 'Drive', 'data': [ 'front', 'rear' ] }\n");
        Program run = Program.run("schema", "dump", schema.toString());
        assertThat(run.output()).endsWith("module vehicle.json\nenum Drive\n    member front\n    member rear\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void anInvalidSchemaFileIsRejectedWithItsPlace() throws IOException {
        Path schema = file("vehicle.json", "\n{ 'enum' 'Drive' }\n");
        Program run = Program.run("schema", "dump", "--dialect", "10.2", schema.toString());
        assertThat(run.errors()).isEqualTo(schema + ":2:10: expected ':'\n");
        assertThat(run.output()).isEmpty();
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aFileOfEachKindIsRead() throws IOException {
        Path source = file("a.json", "# a comment\n{ 'event': 'PARKED' }\n");
        Path facts = file(
                "a.facts", Program.run("schema", "facts", source.toString()).output());
        Path introspection = file(
                "a.introspection",
                "{\"return\": [{\"name\":\"PARKED\",\"meta-type\":\"event\",\"arg-type\":\"0\"},"
                        + "{\"name\":\"0\",\"meta-type\":\"object\",\"members\":[]}]}");
        for (Path each : new Path[] {source, facts, introspection}) {
            assertThat(Program.run("schema", "show", each.toString(), "PARKED").output())
                    .as(each.toString())
                    .isEqualTo("event PARKED\n  no data\n");
        }
    }

    @Test
    void factsAreUpdatedWithTheIntrospectionOfANewerQemu() throws IOException {
        Path older = file("a.facts", "{\"command\":\"park\",\"data\":{\"*hours\":\"uint8\"}}\n");
        Path newer = file("b.introspection", """
                [{"name": "park", "meta-type": "command", "arg-type": "1", "ret-type": "0"},
                 {"name": "0", "meta-type": "object", "members": []},
                 {"name": "1", "meta-type": "object", "members": [{"name": "hours", "type": "int", "default": null},
                                                                  {"name": "where", "type": "2"}]},
                 {"name": "2", "meta-type": "enum", "values": ["street"], "members": [{"name": "street"}]},
                 {"name": "int", "meta-type": "builtin", "json-type": "int"}]
                """);
        Program first = Program.run("schema", "facts", "--update", older.toString(), "--to", "11.1", newer.toString());
        assertThat(first.output()).isEqualTo("""
                {"command":"park","data":{"*hours":"uint8","where":{"type":"ParkArgWhere","seen":"11.1"}}}
                {"enum":"ParkArgWhere","data":["street"],"seen":"11.1"}
                """);
        Path renamed = file("c.facts", first.output().replace("ParkArgWhere", "Place"));
        Program second = Program.run(
                "schema",
                "facts",
                "--update",
                older.toString(),
                "--to",
                "11.1",
                "--names",
                renamed.toString(),
                newer.toString());
        assertThat(second.output()).isEqualTo(Files.readString(renamed));
    }

    @Test
    void aBrokenFileIsNotReportedAsABug() throws IOException {
        Path broken = file("broken", "[{\"name\":\"a\"}]");
        Program run = Program.run("schema", "show", broken.toString());
        assertThat(run.errors()).isEqualTo("qmp: " + broken + ": the entry 'a' has no string 'meta-type'\n");
        assertThat(run.exitCode()).isEqualTo(1);
    }

    @Test
    void aDialectIsOneOfFour() {
        Program run = Program.run("schema", "dump", "--dialect", "9", "x");
        assertThat(run.errors()).contains("'9' is not one of 7.2, 10.0, 10.2 and lenient");
        assertThat(run.exitCode()).isEqualTo(2);
    }
}

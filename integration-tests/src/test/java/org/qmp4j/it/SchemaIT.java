package org.qmp4j.it;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** QEMU's introspection of its commands, events and types: {@code query-qmp-schema}. */
@ExtendWith(NoLeaks.class)
class SchemaIT {
    /** Counted in Debian's builds for x86_64; each has everything that its version supports there. */
    private record Counts(long commands, long events, long objects, long enums, long alternates, long arrays) {}

    private static final Map<String, Counts> SEEN = Map.of(
            "7.2", new Counts(216, 52, 553, 132, 6, 86),
            "10.0", new Counts(233, 55, 629, 152, 6, 96),
            "11.1", new Counts(242, 57, 657, 156, 7, 105));

    private static final List<String> BUILT_IN = List.of("any", "bool", "int", "null", "number", "str");

    private static List<JsonNode> schema() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            return client.execute(RawCommand.named("query-qmp-schema"))
                    .valueStream()
                    .toList();
        }
    }

    private static Stream<String> names(Stream<JsonNode> entries) {
        return entries.map(entry -> entry.path("name").stringValue());
    }

    private static Stream<JsonNode> ofKind(List<JsonNode> schema, String kind) {
        return schema.stream()
                .filter(entry -> entry.path("meta-type").stringValue().equals(kind));
    }

    private static JsonNode entry(List<JsonNode> schema, String name) {
        return schema.stream()
                .filter(entry -> entry.path("name").stringValue().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @DisplayName("fact 36: how many commands, events and types each version has")
    void fact36_eachVersionHasTheKnownNumberOfCommandsAndEvents() throws Exception {
        Counts seen = SEEN.get(System.getProperty("qmp4j.qemu.name", ""));
        assumeTrue(seen != null, "no expected number of commands for this version");
        Map<String, Long> kinds = schema().stream()
                .collect(groupingBy(entry -> entry.path("meta-type").stringValue(), counting()));
        assertThat(kinds)
                .containsOnly(
                        Map.entry("command", seen.commands()),
                        Map.entry("event", seen.events()),
                        Map.entry("object", seen.objects()),
                        Map.entry("enum", seen.enums()),
                        Map.entry("alternate", seen.alternates()),
                        Map.entry("array", seen.arrays()),
                        Map.entry("builtin", 6L));
    }

    @Test
    @DisplayName("fact 36: the schema names the commands that query-commands lists")
    void fact36_theSchemaHasTheSameCommandsAsQueryCommands() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            List<JsonNode> schema = client.execute(RawCommand.named("query-qmp-schema"))
                    .valueStream()
                    .toList();
            JsonNode listed = client.execute(RawCommand.named("query-commands"));
            assertThat(names(ofKind(schema, "command")))
                    .containsExactlyInAnyOrderElementsOf(
                            names(listed.valueStream()).toList());
        }
    }

    @Test
    @DisplayName("fact 40: branches may hold nothing, as those of query-cpus-fast on any target but s390x")
    void fact40_branchesCanHaveNoMembers() throws Exception {
        List<JsonNode> schema = schema();
        String list = entry(schema, "query-cpus-fast").path("ret-type").stringValue();
        String element = entry(schema, list).path("element-type").stringValue();
        assertThat(entry(schema, element)
                        .path("variants")
                        .valueStream()
                        .filter(branch -> !entry(schema, branch.path("type").stringValue())
                                .path("members")
                                .isEmpty())
                        .map(branch -> branch.path("case").stringValue()))
                .containsExactly("s390x");
    }

    @Test
    @DisplayName("fact 41: the schema hides the names of types, and the width of integers")
    void fact41_theSchemaHidesTheNamesOfTypes() throws Exception {
        List<JsonNode> schema = schema();
        assertThat(Stream.of("object", "enum", "alternate").flatMap(kind -> names(ofKind(schema, kind))))
                .isNotEmpty()
                .allMatch(name -> name.matches("[0-9]+"));
        assertThat(names(ofKind(schema, "array"))).allMatch(name -> name.matches("\\[([0-9]+|str|int|number|bool)\\]"));
        assertThat(names(ofKind(schema, "builtin"))).containsExactlyInAnyOrderElementsOf(BUILT_IN);
    }

    @Test
    @DisplayName(
            "fact 41: the schema hides documentation, origin, conditions, base types and what is special of a command")
    void fact41_theSchemaOmitsWhatIsNotOnTheWire() throws Exception {
        List<JsonNode> schema = schema();
        // Neither doc, since, if, base, boxed, gen nor success-response.
        assertThat(schema.stream().flatMap(entry -> entry.propertyNames().stream()))
                .containsOnly(
                        "name",
                        "meta-type",
                        "json-type",
                        "arg-type",
                        "ret-type",
                        "element-type",
                        "allow-oob",
                        "features",
                        "members",
                        "tag",
                        "values",
                        "variants");
        assertThat(ofKind(schema, "object")
                        .flatMap(object -> object.path("members").valueStream())
                        .flatMap(member -> member.propertyNames().stream()))
                .containsOnly("name", "type", "default", "features");
        // device_add accepts any member, and the schema names only three.
        String arguments = entry(schema, "device_add").path("arg-type").stringValue();
        assertThat(names(entry(schema, arguments).path("members").valueStream()))
                .containsExactlyInAnyOrder("driver", "bus", "id");
    }
}

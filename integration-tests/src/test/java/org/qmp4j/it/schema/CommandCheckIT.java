package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.CommandCheck.Problem;
import org.qmp4j.schema.CommandCheck.Problem.Kind;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * qmp4j and QEMU find the same fault in a command, for random arguments. Only commands that do no harm with the
 * arguments that are made here are sent.
 */
@ExtendWith(NoLeaks.class)
class CommandCheckIT {
    /**
     * Beside all that begin with {@code query-} and have arguments. None finds a node, a device or a job that it could
     * do something to.
     */
    private static final List<String> HARMLESS = List.of(
            "block_resize",
            "block_set_io_throttle",
            "block-commit",
            "block-dirty-bitmap-add",
            "block-dirty-bitmap-merge",
            "block-job-cancel",
            "block-job-set-speed",
            "block-latency-histogram-set",
            "block-stream",
            "blockdev-backup",
            "blockdev-change-medium",
            "blockdev-mirror",
            "blockdev-reopen",
            "device_del",
            "device-list-properties",
            "input-send-event",
            "job-dismiss",
            "migrate-set-capabilities",
            "migrate-set-parameters",
            "netdev_del",
            "object-del",
            "qom-get",
            "qom-list",
            "qom-list-properties",
            "qom-list-types",
            "qom-set",
            "send-key",
            "set-action",
            "set_link",
            "trace-event-get-state",
            "transaction");

    /** With some valid arguments, about nodes that do not exist, QEMU 10.0 ends: only sent where there is a fault. */
    private static final Set<String> FAULTY_ONLY = Set.of("blockdev-reopen", "transaction");

    /** What QEMU's code for all commands says; the group is the path. Code of single commands says such things too. */
    private static final Map<Kind, Pattern> SAID = Map.of(
            Kind.MISSING, Pattern.compile("Parameter '(.*)' is missing"),
            Kind.UNKNOWN_MEMBER, Pattern.compile("Parameter '(.*)' is unexpected"),
            Kind.WRONG_TYPE, Pattern.compile("Invalid parameter type for '(.*)', expected: .*"),
            Kind.UNKNOWN_VALUE, Pattern.compile("Parameter '(.*)' does not accept value '.*'"),
            Kind.OUT_OF_RANGE, Pattern.compile("Parameter '(.*)' expects u?int[0-9]+(_t)?"));

    /** QEMU's verdict: of which kind the fault is, and where. */
    private record Verdict(Kind kind, String path) {}

    private static Optional<Verdict> verdict(QmpClient client, String name, JsonNode arguments) {
        try {
            client.execute(RawCommand.named(name).withArguments(arguments));
            return Optional.empty();
        } catch (QmpCommandException refused) {
            if (refused.errorClass().equals(ErrorClass.COMMAND_NOT_FOUND)) {
                return Optional.of(new Verdict(Kind.UNKNOWN_COMMAND, ""));
            }
            return SAID.entrySet().stream()
                    .flatMap(said -> said.getValue()
                            .matcher(refused.description())
                            .results()
                            .map(found -> new Verdict(said.getKey(), found.group(1))))
                    .findFirst();
        }
    }

    private static boolean agree(Optional<Problem> own, Optional<Verdict> qemus) {
        if (own.isEmpty() || qemus.isEmpty()) {
            return own.isEmpty() && qemus.isEmpty();
        }
        Problem problem = own.get();
        Verdict verdict = qemus.get();
        if (problem.kind() == Kind.UNKNOWN_MEMBER && verdict.kind() == Kind.UNKNOWN_MEMBER) {
            // Of several members QEMU names the one that its hash table has first.
            return parent(problem.path()).equals(parent(verdict.path()));
        }
        // For values of enumerations and alternates QEMU names the member alone, and calls an element of a list null.
        String last = problem.path().substring(problem.path().lastIndexOf('.') + 1);
        boolean samePlace = problem.path().equals(verdict.path())
                || last.equals(verdict.path())
                || (problem.path().endsWith("]") && verdict.path().equals("null"));
        return samePlace && kindForQemu(problem.kind()) == kindForQemu(verdict.kind());
    }

    // An integer of more than 64 bits is a floating-point number to QEMU: of the wrong type, or beyond a range.
    private static Kind kindForQemu(Kind kind) {
        return kind == Kind.OUT_OF_RANGE ? Kind.WRONG_TYPE : kind;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }

    @Tag("slow")
    @Test
    void qmp4jAndQemuFindTheSameFaultInRandomCommands() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Schema schema = Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
            List<String> commands = Stream.concat(
                            HARMLESS.stream(),
                            schema.commands().values().stream()
                                    .filter(one -> one.arguments().isPresent())
                                    .map(Command::name)
                                    .filter(name -> name.startsWith("query-")))
                    .filter(schema.commands()::containsKey)
                    .sorted()
                    .toList();
            Map<Kind, Integer> found = compare(client, schema, commands, 30);
            assertThat(found)
                    .containsOnlyKeys(
                            Kind.MISSING, Kind.UNKNOWN_MEMBER, Kind.WRONG_TYPE, Kind.UNKNOWN_VALUE, Kind.OUT_OF_RANGE);
            assertThat(found.values()).allMatch(count -> count >= 3);
        }
    }

    @Tag("slow")
    @Test
    void theyFindTheSameFaultInUnionsThatContainThemselves() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Schema schema = Introspection.read(client.execute(RawCommand.named("query-qmp-schema")));
            Map<Kind, Integer> found = compare(client, schema, List.of("blockdev-add", "object-add"), 200);
            assertThat(found.values()).allMatch(count -> count >= 3);
        }
    }

    /** How often which fault was found. */
    private static Map<Kind, Integer> compare(QmpClient client, Schema schema, List<String> commands, int times) {
        CommandCheck check = CommandCheck.against(schema);
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        for (int seed = 0; seed < commands.size() * times; seed++) {
            String name = commands.get(seed % commands.size());
            Random random = new Random(seed);
            ObjectNode arguments = new RandomArguments(schema, random).of(name);
            assertThat(check.problem(name, arguments))
                    .as("%s %s is made to be valid", name, arguments)
                    .isEmpty();
            for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
                new Mutation(random).apply(arguments);
            }
            Optional<Problem> own = check.problem(name, arguments);
            if (own.isEmpty() && FAULTY_ONLY.contains(name)) {
                continue;
            }
            Optional<Verdict> qemus = verdict(client, name, arguments);
            assertThat(agree(own, qemus))
                    .as("seed %s: %s %s: qmp4j says %s, QEMU %s", seed, name, arguments, own, qemus)
                    .isTrue();
            own.ifPresent(problem -> found.merge(problem.kind(), 1, Integer::sum));
        }
        return found;
    }

    @ParameterizedTest
    @CsvSource({
        "cpu-throttle-initial, 99",
        "cpu-throttle-initial, 255",
        "cpu-throttle-initial, 256",
        "cpu-throttle-initial, -1",
        "downtime-limit, 18446744073709551615",
        "downtime-limit, -1",
        "downtime-limit, 18446744073709551616",
        "max-bandwidth, 9223372036854775808",
        "multifd-channels, 2.0",
        "multifd-channels, '\"2\"'"
    })
    void theyAgreeOnTheWidthOfIntegersWhereTheSchemaTellsIt(String member, String value) throws Exception {
        JsonNode arguments = JsonMapper.shared().readTree("{\"" + member + "\":" + value + "}");
        String run = System.getProperty("qmp4j.qemu.name", "");
        Schema schema = KnownSchemas.versions().contains(run) ? KnownSchemas.qemu(run) : KnownSchemas.qemu();
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Optional<Problem> own = CommandCheck.against(schema).problem("migrate-set-parameters", arguments);
            Optional<Verdict> qemus = verdict(client, "migrate-set-parameters", arguments);
            assertThat(agree(own, qemus))
                    .as("qmp4j says %s, QEMU %s", own, qemus)
                    .isTrue();
        }
    }

    @Test
    void theyKnowTheSameCommands() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            CommandCheck check =
                    CommandCheck.against(Introspection.read(client.execute(RawCommand.named("query-qmp-schema"))));
            JsonNode none = JsonMapper.shared().createObjectNode();
            for (String name : List.of("query-statuss", "QUERY-STATUS", "", "execute", "query_status")) {
                assertThat(agree(check.problem(name, none), verdict(client, name, none)))
                        .as(name)
                        .isTrue();
            }
        }
    }
}

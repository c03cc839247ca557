package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;
import org.qmp4j.schema.Introspection;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.Problem.Kind;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * qmp4j and QEMU find the same fault in a command, for random arguments. Only commands that do no harm with the arguments
 * that are made here are sent.
 */
@Tag("slow")
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class CommandCheckIT {
    /** These find no node, device or job that they could change. */
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

    /** These find no open file and no started job that they could read, move or end. */
    private static final List<String> HARMLESS_FOR_THE_AGENT = List.of(
            "guest-exec-status",
            "guest-file-close",
            "guest-file-flush",
            "guest-file-read",
            "guest-file-seek",
            "guest-file-write",
            "guest-get-time",
            "guest-ping",
            "guest-sync");

    private static final String RUN = System.getProperty("qmp4j.qemu.name", "");

    private interface Comparison {
        void run(Schema seen, VerdictComparison.Peer peer);
    }

    private static void withQemu(Comparison comparison) throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            comparison.run(
                    Introspection.read(client.execute(RawCommand.named("query-qmp-schema"))),
                    (name, arguments) -> client.execute(RawCommand.named(name).withArguments(arguments)));
        }
    }

    @Tag("slow")
    @Test
    void qmp4jAndQemuFindTheSameFaultInRandomCommands() throws Exception {
        withQemu((seen, peer) -> {
            List<String> commands = Stream.concat(HARMLESS.stream(), queriesWithArguments(seen))
                    .filter(seen.commands()::containsKey)
                    .sorted()
                    .toList();
            Map<Kind, Integer> found = new VerdictComparison(seen, peer).compare(commands, 30);
            assertThat(found)
                    .containsOnlyKeys(
                            Kind.MISSING, Kind.UNKNOWN_MEMBER, Kind.WRONG_TYPE, Kind.UNKNOWN_VALUE, Kind.OUT_OF_RANGE);
            assertThat(found.values()).allMatch(count -> count >= 3);
        });
    }

    private static Stream<String> queriesWithArguments(Schema schema) {
        return schema.commands().values().stream()
                .filter(one -> one.arguments().isPresent())
                .map(Command::name)
                .filter(name -> name.startsWith("query-"));
    }

    @Tag("slow")
    @Test
    void theyFindTheSameFaultInUnionsThatContainThemselves() throws Exception {
        withQemu((seen, peer) -> {
            List<String> commands = List.of("blockdev-add", "object-add");
            Map<Kind, Integer> found = new VerdictComparison(seen, peer).compare(commands, 200);
            assertThat(found.values()).hasSize(5).allMatch(count -> count >= 3);
        });
    }

    @Tag("slow")
    @Test
    void qmp4jAndTheGuestAgentFindTheSameFaultInRandomCommands() throws Exception {
        Schema known = KnownSchemas.versions().contains(RUN) ? KnownSchemas.guestAgent(RUN) : KnownSchemas.guestAgent();
        try (RealQemu agent = RealQemu.startGuestAgent(RealQemu.newFolder());
                GuestAgentClient client = GuestAgentClient.connect(agent.endpoint("qga"))) {
            VerdictComparison comparison = new VerdictComparison(
                    known,
                    (name, arguments) ->
                            client.execute(RawGuestAgentCommand.named(name).withArguments(arguments)));
            assertThat(comparison.compare(HARMLESS_FOR_THE_AGENT, 40))
                    .containsKeys(Kind.MISSING, Kind.UNKNOWN_MEMBER, Kind.WRONG_TYPE);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cpu-throttle-initial, 99,                  VALID",
        "cpu-throttle-initial, 255,                 VALID",
        "cpu-throttle-initial, 256,                 OUT_OF_RANGE",
        "cpu-throttle-initial, -1,                  OUT_OF_RANGE",
        "downtime-limit, 18446744073709551615,      VALID",
        "downtime-limit, -1,                        VALID",
        "downtime-limit, 18446744073709551616,      OUT_OF_RANGE",
        "max-bandwidth, 9223372036854775808,        VALID",
        "multifd-channels, 2.0,                     WRONG_TYPE",
        "multifd-channels, '\"2\"',                 WRONG_TYPE"
    })
    void theyAgreeOnTheWidthOfIntegersIfTheSchemaHasIt(String member, String value, String fault) throws Exception {
        JsonNode arguments = JsonMapper.shared().readTree("{\"" + member + "\":" + value + "}");
        Schema known = KnownSchemas.versions().contains(RUN) ? KnownSchemas.qemu(RUN) : KnownSchemas.qemu();
        withQemu((seen, peer) -> {
            Optional<Kind> found = new VerdictComparison(known, peer).compare("migrate-set-parameters", arguments);
            assertThat(found.map(Kind::name).orElse("VALID")).isEqualTo(fault);
        });
    }

    @ParameterizedTest
    @CsvSource({"query-statuss", "QUERY-STATUS", "''", "execute", "query_status"})
    void theyKnowTheSameCommands(String name) throws Exception {
        withQemu((seen, peer) -> assertThat(new VerdictComparison(seen, peer)
                        .compare(name, JsonMapper.shared().createObjectNode()))
                .contains(Kind.UNKNOWN_COMMAND));
    }
}

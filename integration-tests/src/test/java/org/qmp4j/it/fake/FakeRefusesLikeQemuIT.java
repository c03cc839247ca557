package org.qmp4j.it.fake;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.schema.Mutation;
import org.qmp4j.it.schema.RandomArguments;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The fake rejects what the schema forbids, with QEMU's own error messages. */
@ExtendWith(NoLeaks.class)
class FakeRefusesLikeQemuIT {
    private static final int ROUNDS = 12;

    /** QEMU does not check the types of these before it runs them. */
    private static final Set<String> OPEN = Set.of("device_add", "netdev_add");

    /** For members that are new in this version it is unknown which integers are unsigned. */
    private static final int SOURCE_UNKNOWN = 11;

    private Beside beside;
    private Beside.Pair pair;

    @BeforeEach
    void start() throws Exception {
        beside = Beside.start();
        pair = beside.connect();
    }

    @AfterEach
    void end() throws Exception {
        pair.close();
        beside.close();
    }

    // QEMU runs no command here: only invalid commands are sent.
    @Tag("slow")
    @Test
    void randomFaultsAreRejectedWithTheSameText() throws Exception {
        Set<Problem.Kind> found = new TreeSet<>();
        CommandCheck check = CommandCheck.against(beside.schema());
        List<String> commands = beside.schema().commands().values().stream()
                .filter(command -> command.arguments().isPresent() && !OPEN.contains(command.name()))
                .map(command -> command.name())
                .sorted()
                .toList();
        for (int seed = 0; seed < commands.size() * ROUNDS; seed++) {
            String command = commands.get(seed % commands.size());
            Random random = new Random(seed);
            ObjectNode arguments = new RandomArguments(beside.schema(), random).of(command);
            new Mutation(random).apply(arguments);
            Optional<Problem> fault = check.problem(command, arguments);
            if (fault.isPresent()) {
                requireAlike(command, arguments);
                found.add(fault.get().kind());
            }
        }
        assertThat(found)
                .contains(
                        Problem.Kind.MISSING,
                        Problem.Kind.UNKNOWN_MEMBER,
                        Problem.Kind.WRONG_TYPE,
                        Problem.Kind.UNKNOWN_VALUE,
                        Problem.Kind.OUT_OF_RANGE);
    }

    @Test
    void numbersThatAreTooLargeAreRejectedWithTheSameText() throws Exception {
        BigInteger twoTo63 = BigInteger.TWO.pow(63);
        for (BigInteger number : List.of(
                twoTo63,
                twoTo63.add(BigInteger.ONE),
                twoTo63.shiftLeft(1),
                twoTo63.negate().subtract(BigInteger.ONE),
                BigInteger.TEN.pow(30))) {
            requireAlike("block_resize", arguments("node-name", "x").put("size", number));
            requireAlike("balloon", arguments("x", "y").put("value", number));
            requireAlike("set-numa-node", arguments("type", "node").put("nodeid", number));
        }
        requireAlike("set-numa-node", arguments("type", "node").put("nodeid", 65536));
        requireAlike("set-numa-node", arguments("type", "node").put("nodeid", "1"));
        requireAlike("migrate-set-parameters", arguments("tls-creds", "x").put("multifd-channels", 256));
        requireAlike("migrate-set-parameters", arguments("tls-creds", "x").put("downtime-limit", twoTo63.shiftLeft(1)));
    }

    private static ObjectNode arguments(String name, String value) {
        return JsonNodeFactory.instance.objectNode().put(name, value);
    }

    private void requireAlike(String command, ObjectNode arguments) throws Exception {
        ObjectNode message = JsonNodeFactory.instance.objectNode().put("execute", command);
        message.set("arguments", arguments);
        List<List<JsonNode>> both = pair.exchange(message.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(words(both.get(1))).as("%s %s", command, arguments).isEqualTo(words(both.get(0)));
    }

    private String words(List<JsonNode> said) {
        String words = said.get(0).at("/error/desc").asString();
        return beside.major() < SOURCE_UNKNOWN
                ? words
                : words.replaceFirst(
                        "Parameter ('.*') expects uint64", "Invalid parameter type for $1, expected: integer");
    }
}

package org.qmp4j.it.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.schema.CommandCheck;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.Problem.Kind;
import org.qmp4j.schema.model.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends commands to a peer, and requires that qmp4j and the peer agree whether they are valid. */
final class VerdictComparison {
    /**
     * Only sent where there is a fault. A blockdev-reopen of an empty list fails an assertion of QEMU 7.2, 10.0 and 11.1,
     * and ends it; so did a transaction about nodes that do not exist, in 10.0.
     */
    private static final Set<String> FAULTY_ONLY = Set.of("blockdev-reopen", "transaction");

    private final Schema schema;
    private final CommandCheck check;
    private final Peer peer;

    VerdictComparison(Schema schema, Peer peer) {
        this.schema = schema;
        this.check = CommandCheck.against(schema);
        this.peer = peer;
    }

    /** A session that runs commands. */
    interface Peer {
        void execute(String name, JsonNode arguments);
    }

    /** Compares the faults found in random commands, valid or not; returns how often each kind was found. */
    Map<Kind, Integer> compare(List<String> commands, int times) {
        Map<Kind, Integer> found = new EnumMap<>(Kind.class);
        for (int seed = 0; seed < commands.size() * times; seed++) {
            String name = commands.get(seed % commands.size());
            Random random = new Random(seed);
            ObjectNode arguments = new RandomArguments(schema, random).of(name);
            assertThat(check.problem(name, arguments))
                    .as("%s %s was generated as valid", name, arguments)
                    .isEmpty();
            for (int mutations = random.nextInt(3); mutations > 0; mutations--) {
                new Mutation(random).apply(arguments);
            }
            compare(name, arguments).ifPresent(kind -> found.merge(kind, 1, Integer::sum));
        }
        return found;
    }

    /** Compares the faults found in one command; returns the kind. */
    Optional<Kind> compare(String name, JsonNode arguments) {
        Optional<Problem> own = check.problem(name, arguments);
        if (own.isPresent() || !FAULTY_ONLY.contains(name)) {
            Optional<QemuVerdict> peers = verdict(name, arguments);
            boolean same = (own.isPresent() && peers.isPresent())
                    ? peers.get().agreesWith(own.get())
                    : (own.isEmpty() && peers.isEmpty());
            assertThat(same)
                    .as("%s %s: qmp4j says %s, QEMU %s", name, arguments, own, peers)
                    .isTrue();
        }
        return own.map(Problem::kind);
    }

    private Optional<QemuVerdict> verdict(String name, JsonNode arguments) {
        try {
            peer.execute(name, arguments);
            return Optional.empty();
        } catch (QmpCommandException refused) {
            return QemuVerdict.of(refused);
        }
    }
}

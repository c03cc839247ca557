package org.qmp4j.benchmarks.client;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Commands and their answers. */
final class Commands {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private Commands() {}

    /** Each command is sent after the reply to the previous one. */
    static void oneByOne(QmpClient vm, String name, int count) {
        RawCommand command = RawCommand.named(name);
        measure(vm, command, count);
        JavaClient.printQuantiles(measure(vm, command, count));
    }

    private static double[] measure(QmpClient vm, RawCommand command, int count) {
        double[] micros = new double[count];
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            vm.execute(command);
            micros[i] = (System.nanoTime() - start) / 1e3;
        }
        return micros;
    }

    /** The commands 'stop' and 'cont' in turn, by futures, each from the call until its event has reached its subscriber. */
    static void pairs(QmpClient vm, int count) {
        double[] micros = new double[count];
        List<RawCommand> commands = List.of(RawCommand.named("cont"), RawCommand.named("stop"));
        try (EventSubscription<RawEvent> events = vm.events("RESUME", "STOP")) {
            // The first half warms up.
            for (int i = 0; i < 2 * count; i++) {
                long start = System.nanoTime();
                CompletableFuture<JsonNode> answer = vm.submit(commands.get(i % 2), CallOptions.DEFAULT);
                events.next(DEADLINE);
                micros[i % count] = (System.nanoTime() - start) / 1e3;
                answer.join();
            }
        }
        JavaClient.printQuantiles(micros);
    }

    /** As many in flight as the client allows. */
    static void ahead(QmpClient vm, String name, int count) {
        RawCommand command = RawCommand.named(name);
        vm.executeAll(Collections.nCopies(count, command), CallOptions.DEFAULT);
        long start = System.nanoTime();
        vm.executeAll(Collections.nCopies(count, command), CallOptions.DEFAULT);
        JavaClient.print(Map.of("per_second", count / ((System.nanoTime() - start) / 1e9)));
    }

    /**
     * Large answers to trees, one after the other; and, in turn with that, the same value parsed by Jackson out of an array,
     * as the limit.
     */
    static void large(QmpClient vm, String name, int count, byte[] bytes) {
        RawCommand command = RawCommand.named(name);
        JsonMapper mapper = JsonMapper.shared();
        double[] ours = new double[count];
        double[] jacksons = new double[count];
        for (int i = 0; i < 2 * count; i++) {
            long start = System.nanoTime();
            vm.execute(command);
            long answered = System.nanoTime();
            mapper.readTree(bytes);
            // The first half warms up.
            ours[i % count] = (answered - start) / 1e3;
            jacksons[i % count] = (System.nanoTime() - answered) / 1e3;
        }
        Arrays.sort(jacksons);
        Arrays.sort(ours);
        JavaClient.print(Map.of("p50_us", ours[count / 2], "jackson_us", jacksons[count / 2]));
    }
}

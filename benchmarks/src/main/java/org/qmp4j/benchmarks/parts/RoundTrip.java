package org.qmp4j.benchmarks.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.qemu.command.QueryStatusCommand;
import org.qmp4j.qemu.type.StatusInfo;
import tools.jackson.databind.JsonNode;

/** A whole command and its answer, over a socket, with all the threads that take part. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
public class RoundTrip {
    private final RawCommand command = RawCommand.named("query-status");
    private final QueryStatusCommand typed = QueryStatusCommand.of();
    private final Path folder = folder();
    private final Process server = server(folder);
    private final QmpClient vm = QmpClient.connect(
            Endpoint.unix(folder.resolve("s")),
            ConnectOptions.builder().waitForSocket(true).build());

    /** A command without arguments, answered by an empty object. */
    @Benchmark
    public JsonNode command() {
        return vm.execute(command);
    }

    /** The same command, typed. */
    @Benchmark
    public StatusInfo typedCommand() {
        return vm.execute(typed);
    }

    /** Ends both. */
    @TearDown
    public void close() throws IOException {
        vm.close();
        server.destroyForcibly();
        Files.deleteIfExists(folder.resolve("s"));
        Files.delete(folder);
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("qmp4j-benchmark");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Process server(Path folder) {
        try {
            String program = System.getProperty("bench.c") + "/echo_server";
            return new ProcessBuilder(program, folder.resolve("s").toString())
                    .inheritIO()
                    .start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

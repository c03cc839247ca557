package org.qmp4j.it.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.descriptors.Descriptors;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Fifo;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

@ExtendWith(NoLeaks.class)
class DescriptorsIT {
    private static Endpoint endpoint(RealQemu qemu) {
        return Descriptors.unix(qemu.path("qmp"));
    }

    private static CallOptions with(FileDescriptor descriptor) {
        return CallOptions.DEFAULT.withDescriptors(List.of(descriptor));
    }

    private static RawCommand getfd(String name) {
        return RawCommand.named("getfd").with("fdname", name);
    }

    private static RawCommand closefd(String name) {
        return RawCommand.named("closefd").with("fdname", name);
    }

    @Test
    @DisplayName("fact 26: descriptors that overlap mix up; each thread's own stays its own")
    void fact26_concurrentThreadsEachPassTheirOwnDescriptor() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(endpoint(qemu))) {
            List<CompletableFuture<Boolean>> threads = IntStream.range(0, 8)
                    .mapToObj(i -> Await.inBackground(() -> addsItsOwn(client, qemu, "file" + i)))
                    .toList();
            for (CompletableFuture<Boolean> thread : threads) {
                thread.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            }
        }
    }

    /** QEMU reports its number of the descriptor, and the kernel which file that number stands for. */
    private static boolean addsItsOwn(QmpClient client, RealQemu qemu, String name) throws Exception {
        try (RandomAccessFile file = new RandomAccessFile(qemu.path(name).toFile(), "rw")) {
            for (int i = 0; i < 25; i++) {
                JsonNode added = client.execute(RawCommand.named("add-fd"), with(file.getFD()));
                // Another command on the same connection, between the commands with descriptors.
                client.execute(RawCommand.named("query-status"));
                Path there = Path.of(
                        "/proc",
                        String.valueOf(qemu.pid()),
                        "fd",
                        added.path("fd").asString());
                assertThat(Files.readSymbolicLink(there)).isEqualTo(qemu.path(name));
                client.execute(RawCommand.named("remove-fd")
                        .with("fdset-id", added.path("fdset-id").intValue()));
            }
        }
        return true;
    }

    private static boolean pass(QmpClient client, String name, FileDescriptor descriptor) {
        for (int i = 0; i < 50; i++) {
            client.execute(getfd(name), with(descriptor));
            client.execute(closefd(name));
        }
        return true;
    }

    @Test
    void aCommandWithADescriptorWaitsUntilNothingElseIsInFlight() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(endpoint(qemu));
                RandomAccessFile file = new RandomAccessFile(qemu.path("file").toFile(), "rw")) {
            Fifo fifo = Fifo.in(qemu, "slow");
            CompletableFuture<JsonNode> slow = client.submit(fifo.slowCommand());
            fifo.awaitRunning();
            CallOptions shortly = with(file.getFD()).withTimeout(Duration.ofMillis(100));
            assertThatExceptionOfType(QmpTimeoutException.class)
                    .isThrownBy(() -> client.execute(getfd("mine"), shortly))
                    .satisfies(late -> assertThat(late.outcome()).isEqualTo(Outcome.NOT_SENT));
            // An out-of-band command overtakes waiting commands.
            CompletableFuture<JsonNode> waiting = client.submit(getfd("mine"), with(file.getFD()));
            client.execute(RawCommand.named("query-yank"), CallOptions.outOfBand());
            assertThat(waiting).isNotDone();
            fifo.release();
            slow.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            waiting.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
            client.execute(closefd("mine"));
        }
    }

    @Test
    void noDescriptorLeaksInQemuOrInThisProgram() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(endpoint(qemu));
                RandomAccessFile file = new RandomAccessFile(qemu.path("file").toFile(), "rw")) {
            pass(client, "mine", file.getFD());
            long here = openFilesOf("self");
            long there = openFilesOf(String.valueOf(qemu.pid()));
            pass(client, "mine", file.getFD());
            Await.until("as many as before here", () -> openFilesOf("self") <= here);
            Await.until("as many as before in QEMU", () -> openFilesOf(String.valueOf(qemu.pid())) <= there);
        }
    }

    private static long openFilesOf(String process) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc", process, "fd"))) {
            return all.count();
        }
    }

    @Test
    void anEndpointWithoutDescriptorsNamesTheMissingDependency() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint());
                RandomAccessFile file = new RandomAccessFile(qemu.path("file").toFile(), "rw")) {
            CallOptions options = with(file.getFD());
            assertThatExceptionOfType(QmpInvalidCommandException.class)
                    .isThrownBy(() -> client.execute(getfd("mine"), options))
                    .withMessageContaining("org.qmp4j:qmp4j-descriptors")
                    .withMessageContaining("Descriptors.unix(path)")
                    .satisfies(refused -> assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT));
        }
    }
}

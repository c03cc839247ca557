package org.qmp4j.client.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.peer.ChildJvm;
import org.qmp4j.client.peer.Peer;
import org.qmp4j.client.peer.PeerConnection;

/** A JVM whose heap is full for some time; it runs {@link ExhaustedHeap}. */
class HeapExhaustionTest {
    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 0, \"major\": 10}, \"package\": \"\"}, \"capabilities\": []}}";

    /** A QEMU that answers all commands except one, and sends an event every few milliseconds. */
    private static void serve(PeerConnection connection) {
        connection.sendLine(GREETING);
        for (String line = connection.readLine(); !line.isEmpty(); line = connection.readLine()) {
            if (!line.contains("unanswered")) {
                connection.answer(PeerConnection.idOf(line), "{}");
            }
            if (line.contains("qmp_capabilities")) {
                daemon(() -> talk(connection));
            }
        }
    }

    private static void talk(PeerConnection connection) {
        while (true) {
            connection.sendLine("{\"event\": \"STOP\", \"data\": {}}");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private static void accept(Peer peer) {
        while (true) {
            PeerConnection connection = peer.acceptWithoutReading();
            daemon(() -> serve(connection));
        }
    }

    // Ends with the connection.
    private static void daemon(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (UncheckedIOException closed) {
                        // The client has closed the connection, or the test is over.
                    }
                },
                "test-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private static Process start(Peer peer, Path output) throws Exception {
        // Without escape analysis: otherwise compiled code can run out of memory at any instruction, in the JDK's locks
        // as well.
        List<String> options = List.of("-Xmx24m", "-XX:+UseSerialGC", "-XX:-DoEscapeAnalysis");
        return ChildJvm.of(ExhaustedHeap.class, options, peer.path().toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    @Test
    void afterAHeapExhaustionEachClientWorksOrIsClosedAndNewOnesWork(@TempDir Path folder) throws Exception {
        try (Peer peer = Peer.listening()) {
            daemon(() -> accept(peer));
            Path output = folder.resolve("output");
            Process program = start(peer, output);
            try {
                assertThat(program.waitFor(100, TimeUnit.SECONDS))
                        .as("it ends; so far: %s", Files.readString(output))
                        .isTrue();
                assertThat(program.exitValue()).as(Files.readString(output)).isZero();
            } finally {
                program.destroyForcibly();
            }
        }
    }
}

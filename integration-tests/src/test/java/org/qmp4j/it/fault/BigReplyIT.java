package org.qmp4j.it.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PlainPeer;

/** A peer that sends very large replies to a client in a JVM with little memory: which it accepts, and which not. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class BigReplyIT {
    private static final int MIB = 1 << 20;

    /** Written repeatedly, so that this JVM needs memory for one block only. */
    private static final String PART = "0123456789abcdef".repeat(MIB / 16);

    /** Jackson needs five times 60 MiB to read a text of 60 MiB; the rest depends on how the JVM divides its heap. */
    private static final String ENOUGH = "-Xmx512m";

    private static final String NEXT = "next answer \"here\"";

    @TempDir
    private Path folder;

    /** The other JVM. */
    private final class Child implements AutoCloseable {
        private final Process process;

        Child(String heap, String what, PlainPeer peer) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            heap,
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            SmallHeap.class.getName(),
                            what,
                            peer.endpoint().toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("words").toFile())
                    .start();
        }

        /** Its output, after it has exited with 0. */
        List<String> lines() throws Exception {
            assertThat(process.waitFor(2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended, with the output %s", Files.readString(folder.resolve("words")))
                    .isTrue();
            List<String> words = Files.readAllLines(folder.resolve("words"));
            assertThat(process.exitValue()).as("code after %s", words).isZero();
            return words;
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private static void sendText(PlainPeer.Guest guest, int parts) throws IOException {
        for (int i = 0; i < parts; i++) {
            guest.send(PART);
        }
    }

    /** Replies with a text of that many MiB, like a guest agent that has read a file, and then once more. */
    private static void answerAtLength(PlainPeer peer, int parts) throws IOException {
        try (PlainPeer.Guest guest = peer.acceptSession()) {
            String id = guest.nextId();
            guest.send("{\"return\": \"");
            sendText(guest, parts);
            guest.send("\", \"id\": " + id + "}\r\n");
            guest.answer(guest.nextId(), "\"here\"");
        }
    }

    private static String whole(int parts) {
        // The hash of a repeated text, as String.hashCode() computes it.
        int hash = 0;
        int power = 1;
        for (int i = 0; i < PART.length(); i++) {
            power *= 31;
        }
        for (int i = 0; i < parts; i++) {
            hash = hash * power + PART.hashCode();
        }
        return "answer of " + parts * MIB + ", hash " + hash;
    }

    @Test
    @DisplayName("in a JVM of 512 MB an answer of 60 MiB arrives whole, and again in the next session")
    void aReplyOf60MibIsComplete() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                Child child = new Child(ENOUGH, "answers", peer)) {
            answerAtLength(peer, 60);
            answerAtLength(peer, 60);
            answerAtLength(peer, 0);
            assertThat(child.lines()).containsExactly(whole(60), NEXT, whole(60), NEXT, whole(0), NEXT, "3 sessions");
        }
    }

    /** Begins a reply, and continues it until the client closes the connection. */
    private static void answerWithoutEnd(PlainPeer peer) throws IOException {
        try (PlainPeer.Guest guest = peer.acceptSession()) {
            guest.nextId();
            guest.send("{\"return\": \"");
            assertThatExceptionOfType(IOException.class)
                    .as("the client reads no more than some 96 MiB")
                    .isThrownBy(() -> sendText(guest, 400));
        }
    }

    @Test
    @DisplayName(
            "an answer without an end is refused at the limit, in bounded memory; the next session is as good as any")
    void anEndlessReplyIsRejectedAtTheLimit() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                Child child = new Child(ENOUGH, "answers", peer)) {
            for (int i = 0; i < 5; i++) {
                answerWithoutEnd(peer);
            }
            answerAtLength(peer, 60);
            answerAtLength(peer, 0);
            List<String> words = child.lines();
            assertThat(words.subList(0, 5))
                    .allSatisfy(refused -> assertThat(refused)
                            .startsWith("QmpProtocolException UNKNOWN: no reply to 'large'")
                            .contains("a message is longer than the limit of 100663296 bytes"));
            assertThat(words.subList(5, words.size())).containsExactly(whole(60), NEXT, whole(0), NEXT, "7 sessions");
        }
    }

    @Test
    @DisplayName("an answer that is within the limit but not within the memory ends its session, and no other")
    void aReplyThatDoesNotFitIntoMemoryEndsItsSession() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                Child child = new Child("-Xmx96m", "answers", peer)) {
            answerWithoutEnd(peer);
            answerAtLength(peer, 1);
            answerAtLength(peer, 0);
            List<String> words = child.lines();
            assertThat(words.get(0))
                    .startsWith("QmpProtocolException UNKNOWN: no reply to 'large'")
                    .contains("org.qmp4j.client.unfinishedMessageBytes");
            assertThat(words.subList(1, words.size())).containsExactly(whole(1), NEXT, whole(0), NEXT, "3 sessions");
        }
    }

    private static void sendEvents(PlainPeer.Guest guest, int from, int to) throws IOException {
        StringBuilder some = new StringBuilder();
        for (int i = from; i < to; i++) {
            some.append("{\"timestamp\": {\"seconds\": 1700000000, \"microseconds\": 0}, \"event\": \"BLOCK_IO_ERROR\","
                            + " \"data\": {\"device\": \"disk0\", \"nr\": ")
                    .append(i)
                    .append("}}\r\n");
            if (some.length() > 64 << 10 || i == to - 1) {
                guest.send(some.toString());
                some.setLength(0);
            }
        }
    }

    @Test
    @DisplayName(
            "a million events that nobody takes fit into a JVM of 32 MB: the oldest are missing, and it can be seen")
    void aMillionUnreadEventsOccupyOnlyTheirQueue() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                Child child = new Child("-Xmx32m", "events", peer);
                PlainPeer.Guest guest = peer.acceptSession()) {
            String flood = guest.nextId();
            sendEvents(guest, 0, 400_000);
            guest.answer(flood, "\"flooded\"");
            // The next command is sent only after that reply was read, while its events are still queued.
            String more = guest.nextId();
            sendEvents(guest, 400_000, 1_000_000);
            guest.answer(more, "\"more\"");
            guest.answer(guest.nextId(), "\"last\"");
            assertThat(child.lines())
                    .containsExactly(
                            "\"flooded\" and 400000 events",
                            "\"more\" and 1000000 events",
                            "\"last\" and 1000000 events",
                            "gap of 990000",
                            "event {\"device\":\"disk0\",\"nr\":990000}",
                            "left 9999, dropped 990000");
        }
    }
}

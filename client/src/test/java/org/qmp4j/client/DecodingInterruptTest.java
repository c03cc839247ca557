package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpBatchException;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.ReadCommand;
import org.qmp4j.protocol.Outcome;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Every kind of call ends if its thread is interrupted while it decodes a large reply. */
class DecodingInterruptTest {
    private static final String LARGE = "[" + "1,".repeat(500_000) + "1]";

    /** A command whose decoder is interrupted after it has read a part of the reply. */
    private static final ReadCommand<Integer> INTERRUPTED =
            new ReadCommand<>("x", DecodingInterruptTest::readAndInterrupt);

    private static int readAndInterrupt(JsonParser in) {
        int elements = 0;
        for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
            if (elements++ == 100_000) {
                Thread.currentThread().interrupt();
            }
        }
        Thread.interrupted();
        return elements;
    }

    private static void assertRan(QmpCallInterruptedException failed) {
        Thread.interrupted();
        assertThat(failed.outcome()).isEqualTo(Outcome.DONE);
        assertThat(failed).hasMessageStartingWith("'x' ran on ").hasMessageContaining("its answer of 1000003 bytes");
    }

    @Test
    void anInterruptEndsABlockingCall() {
        try (Conversation talk = Conversation.begin()) {
            Caller<Integer> caller = Caller.of(() -> talk.client().execute(INTERRUPTED));
            talk.peer().answer(talk.peer().idOfNext("x"), LARGE);
            assertRan(caller.failure(QmpCallInterruptedException.class));
            talk.assertWorks();
        }
    }

    @Test
    void anInterruptEndsExecuteAll() {
        try (Conversation talk = Conversation.begin()) {
            Caller<List<Integer>> caller = Caller.of(() -> talk.client().executeAll(List.of(INTERRUPTED)));
            talk.peer().answer(talk.peer().idOfNext("x"), LARGE);
            Throwable cause = caller.failure(QmpBatchException.class).getCause();
            assertThat(cause)
                    .isInstanceOfSatisfying(QmpCallInterruptedException.class, DecodingInterruptTest::assertRan);
        }
    }

    @Test
    void anInterruptFailsAFuture() {
        try (Conversation talk = Conversation.begin()) {
            CompletableFuture<Integer> future = talk.client().submit(INTERRUPTED);
            talk.peer().answer(talk.peer().idOfNext("x"), LARGE);
            assertRan(Caller.failureOf(future, QmpCallInterruptedException.class));
        }
    }

    @Test
    void anInterruptEndsACallOfTheGuestAgent() {
        try (AgentConversation talk = AgentConversation.begin()) {
            Caller<Integer> caller = talk.call(INTERRUPTED);
            talk.answer(LARGE);
            assertRan(caller.failure(QmpCallInterruptedException.class));
            talk.assertWorks();
        }
    }
}

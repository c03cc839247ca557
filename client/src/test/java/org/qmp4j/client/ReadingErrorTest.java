package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.error.QmpDecodeException;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.ReadCommand;
import org.qmp4j.protocol.Outcome;
import tools.jackson.core.JsonParser;

/** A reply that cannot be read because of an error of the JVM, such as a full heap: the waiting call fails. */
class ReadingErrorTest {
    private static final ReadCommand<String> LARGE = new ReadCommand<>("x", in -> {
        throw new OutOfMemoryError("no room for this answer");
    });

    private static void assertFailed(CompletableFuture<String> future) {
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no room for this answer");
    }

    @Test
    void anErrorFailsTheFuture() {
        try (Conversation talk = Conversation.begin()) {
            CompletableFuture<String> future = talk.client().submit(LARGE);
            talk.peer().answer(talk.peer().idOfNext("x"), "1");
            assertFailed(future);
            talk.assertWorks();
        }
    }

    @Test
    void aCallerGetsTheErrorAndTheSessionContinues() {
        try (Conversation talk = Conversation.begin()) {
            Caller<String> caller = Caller.of(() -> talk.client().execute(LARGE));
            talk.peer().answer(talk.peer().idOfNext("x"), "1");
            assertThat(caller.failure(OutOfMemoryError.class)).hasMessage("no room for this answer");
            talk.assertWorks();
        }
    }

    @Test
    void anAnswerThatIsTooDeepForTheStackIsADecodeExceptionWithTheOutcomeDone() {
        try (Conversation talk = Conversation.begin()) {
            ReadCommand<String> deep = new ReadCommand<>("x", ReadingErrorTest::recurse);
            Caller<String> caller = Caller.of(() -> talk.client().execute(deep));
            talk.peer().answer(talk.peer().idOfNext("x"), "1");
            QmpDecodeException failed = caller.failure(QmpDecodeException.class);
            assertThat(failed).hasMessageContaining("nested too deeply for the stack of this thread");
            assertThat(failed.outcome()).isEqualTo(Outcome.DONE);
            talk.assertWorks();
        }
    }

    private static String recurse(JsonParser in) {
        return in.isClosed() ? "" : recurse(in) + "x";
    }

    @Test
    void anErrorFailsAFutureOfTheGuestAgent() {
        try (AgentConversation talk = AgentConversation.begin()) {
            CompletableFuture<String> future = talk.client().submit(LARGE);
            talk.expect("x");
            talk.answer("1");
            assertFailed(future);
            talk.assertWorks();
        }
    }
}

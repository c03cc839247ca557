package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.GuestAgentCommand;
import org.qmp4j.protocol.QmpCommand;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;

/** An answer that cannot be read by an error of the JVM, as where it does not fit into memory: who waits learns of it. */
class ReadingErrorTest {
    /** A command whose answer is always too large. */
    private record Large(String name) implements QmpCommand<String>, GuestAgentCommand<String> {
        @Override
        public boolean hasArguments() {
            return false;
        }

        @Override
        public void writeArguments(JsonGenerator out) {}

        @Override
        public String readReturn(JsonParser in) {
            throw new OutOfMemoryError("no room for this answer");
        }
    }

    private static void assertFailed(CompletableFuture<String> future) {
        assertThat(Caller.of(future::get).failure(ExecutionException.class).getCause())
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("no room for this answer");
    }

    @Test
    void aFutureEndsByTheError() {
        try (Conversation talk = Conversation.begin()) {
            CompletableFuture<String> future = talk.client().submit(new Large("x"));
            talk.peer().answer(talk.peer().idOfNext("x"), "1");
            assertFailed(future);
            talk.assertWorks();
        }
    }

    @Test
    void aCallerGetsTheErrorAndTheSessionGoesOn() {
        try (Conversation talk = Conversation.begin()) {
            Caller<String> caller = Caller.of(() -> talk.client().execute(new Large("x")));
            talk.peer().answer(talk.peer().idOfNext("x"), "1");
            assertThat(caller.failure(OutOfMemoryError.class)).hasMessage("no room for this answer");
            talk.assertWorks();
        }
    }

    @Test
    void aFutureOfTheGuestAgentEndsByTheError() {
        try (AgentConversation talk = AgentConversation.begin()) {
            CompletableFuture<String> future = talk.client().submit(new Large("x"));
            talk.expect("x");
            talk.answer("1");
            assertFailed(future);
            talk.assertWorks();
        }
    }
}

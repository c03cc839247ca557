package org.qmp4j.client.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Conversation;

class SelectorLoopTest {
    private static long loops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("qmp4j-selector"))
                .count();
    }

    private static final SelectorSupply NO_THREAD = new SelectorSupply() {
        @Override
        public void start(String name, Runnable work) {
            throw new OutOfMemoryError("unable to create native thread");
        }
    };

    @Test
    void afterALoopThatGotNoThreadTheNextSocketIsServed() {
        Await.until("no other test's loop runs", () -> loops() == 0);
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> SelectorLoop.acquire(NO_THREAD));
        try (Conversation talk = Conversation.begin()) {
            talk.assertWorks();
            assertThat(loops()).isEqualTo(1);
        }
    }
}

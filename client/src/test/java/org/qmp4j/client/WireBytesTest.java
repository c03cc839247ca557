package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.client.peer.PeerConnection;
import org.qmp4j.protocol.RawCommand;

/** QEMU needs three microseconds for every byte that it receives. */
class WireBytesTest {
    private final Conversation talk = Conversation.begin();

    @AfterEach
    void end() {
        talk.close();
    }

    @Test
    void theFirstThousandCommandsAreCompactJsonWithIdsOfAtMostFourBytes() {
        for (int i = 0; i < 1000; i++) {
            var answer = talk.client().submit(RawCommand.named("stop"));
            String line = talk.peer().line();
            assertThat(line).matches("\\{\"execute\":\"stop\",\"id\":[^ ]{1,4}}");
            talk.peer().answer(PeerConnection.idOf(line), "{}");
            answer.join();
        }
    }
}

package org.qmp4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.qmp4j.client.framing.FrameLimits;
import org.qmp4j.client.framing.FrameReader;
import org.qmp4j.client.framing.FramingException;
import org.qmp4j.client.message.MalformedMessageException;
import org.qmp4j.client.message.Message;
import org.qmp4j.client.message.MessageReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class MessageFuzz {
    private static final JsonNode NO_DATA = JsonNodeFactory.instance.objectNode();

    @FuzzTest
    void aMessageSaysWhatItsTreeSays(byte[] bytes) {
        try {
            new FrameReader(new FrameLimits(1 << 20, 1024)).read(bytes, 0, bytes.length, MessageFuzz::read);
        } catch (FramingException noFrame) {
            // That is another fuzz test's.
        }
    }

    private static void read(byte[] json, int nestedEnd) {
        Message message;
        try {
            message = MessageReader.read(json, nestedEnd);
        } catch (MalformedMessageException wrong) {
            return;
        }
        Optional<JsonNode> tree = Trees.one(json);
        if (tree.isEmpty()) {
            // The large parts of a message are left undecoded: what is wrong in there is found by who takes it.
            return;
        }
        if (message instanceof Message.EventMessage event) {
            assertThat(event.event().name()).isEqualTo(tree.get().path("event").asString(""));
            assertThat(event.event().data())
                    .isEqualTo(tree.get().has("data") ? tree.get().get("data") : NO_DATA);
        } else if (message instanceof Message.Success success) {
            assertThat(success.value().tree()).isEqualTo(tree.get().get("return"));
        } else if (message instanceof Message.Failure failure) {
            assertThat(failure.description())
                    .isEqualTo(tree.get().path("error").path("desc").asString(""));
        }
    }
}

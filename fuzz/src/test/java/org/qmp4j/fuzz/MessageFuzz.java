package org.qmp4j.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Optional;
import org.qmp4j.client.framing.Frame;
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

    /** The beginning of the mark at the end of a cut text. */
    private static final String CUT = "... (cut, ";

    /** The shortest limit of a text is 256 bytes, and an escape needs six bytes for a character. */
    private static final int SURELY_WHOLE = 256 / 6;

    /** How many members of an error are read. */
    private static final int MOST_MEMBERS = 64;

    @FuzzTest
    void aMessageMatchesItsTree(byte[] bytes) {
        try {
            new FrameReader(new FrameLimits(1 << 20, 1024)).read(bytes, 0, bytes.length, MessageFuzz::read);
        } catch (FramingException noFrame) {
            // FramingFuzz tests this.
        }
    }

    private static void read(Frame frame) {
        Message message;
        try {
            message = MessageReader.read(frame);
        } catch (MalformedMessageException wrong) {
            return;
        }
        byte[] json = frame.text().toByteArray();
        Optional<JsonNode> tree = Trees.one(json);
        if (tree.isEmpty()) {
            // The large parts of a message are not decoded here, so errors in them are not found.
            return;
        }
        if (message instanceof Message.EventMessage event) {
            assertSays(event.event().name(), tree.get().path("event"));
            assertThat(event.event().data())
                    .isEqualTo(tree.get().has("data") ? tree.get().get("data") : NO_DATA);
        } else if (message instanceof Message.Success success) {
            assertThat(success.value().tree()).isEqualTo(tree.get().get("return"));
        } else if (message instanceof Message.Failure failure) {
            JsonNode error = tree.get().path("error");
            boolean plainNames = !new String(json, ISO_8859_1).contains("\\");
            if (plainNames && error.size() <= MOST_MEMBERS) {
                assertSays(failure.description(), error.path("desc"));
            }
        }
    }

    /** A long text may be cut; a value that is not a string is an empty text. */
    private static void assertSays(String text, JsonNode node) {
        String whole = node.isString() ? node.stringValue() : "";
        int mark = text.indexOf(CUT);
        if (mark >= 0 && whole.length() > SURELY_WHOLE) {
            assertThat(whole).startsWith(text.substring(0, mark));
        } else {
            assertThat(text).isEqualTo(whole);
        }
    }
}

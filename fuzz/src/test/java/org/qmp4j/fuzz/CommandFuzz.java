package org.qmp4j.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.message.CommandEncoder;
import org.qmp4j.fake.json.JsonInput;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** QEMU can read what the client sends. The fake reads like QEMU, and shares no code with the client. */
class CommandFuzz {
    @FuzzTest
    void aSentCommandIsReadUnchanged(byte[] bytes) {
        JsonNode arguments = Trees.one(bytes).orElse(null);
        if (arguments == null || !arguments.isObject()) {
            return;
        }
        byte[] message;
        try {
            message = CommandEncoder.encode(RawCommand.named("c").withArguments(arguments), "7", false);
        } catch (QmpInvalidCommandException refused) {
            return;
        }
        List<JsonNode> read = new ArrayList<>();
        JsonInput qemu = new JsonInput(JsonInput.Recovery.AT_ONCE, new JsonInput.Receiver() {
            @Override
            public void value(JsonNode value) {
                read.add(value);
            }

            @Override
            public void unreadable(String reason) {
                throw new AssertionError(reason + ": " + arguments);
            }
        });
        for (byte b : message) {
            qemu.feed(b);
        }
        assertThat(read).hasSize(1);
        assertThat(read.get(0).path("id").asInt()).isEqualTo(7);
        assertThat(read.get(0).path("arguments").propertyNames()).isEqualTo(arguments.propertyNames());
    }
}

package org.qmp4j.it.support;

import java.nio.file.Path;
import java.util.Base64;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Files through a guest agent. */
public final class AgentFiles {
    // The agent takes its time for a large one.
    private static final CallOptions PATIENT = CallOptions.timeout(Await.PATIENCE);

    private AgentFiles() {}

    /** Opens a file, in a mode of fopen's, and returns its handle. */
    public static long open(GuestAgentClient client, Path path, String mode) {
        return client.execute(RawGuestAgentCommand.named("guest-file-open")
                        .with("path", path.toString())
                        .with("mode", mode))
                .longValue();
    }

    /** A command on an open file. */
    public static RawGuestAgentCommand onFile(String name, long handle) {
        return RawGuestAgentCommand.named(name).with("handle", handle);
    }

    /** Reads some bytes, or as many as there are. */
    public static JsonNode read(GuestAgentClient client, long handle, int count) {
        return client.execute(onFile("guest-file-read", handle).with("count", count), PATIENT);
    }

    /** What was read. */
    public static byte[] bytes(JsonNode read) {
        return Base64.getDecoder().decode(read.path("buf-b64").stringValue());
    }
}

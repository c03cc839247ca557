package org.qmp4j.it.support;

import java.nio.file.Path;
import java.util.Base64;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.protocol.RawGuestAgentCommand;
import tools.jackson.databind.JsonNode;

/** Files through a guest agent. */
public final class AgentFiles {
    // The agent is slow with a large file.
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

    /** Reads some bytes, or fewer at the end of the file. */
    public static JsonNode read(GuestAgentClient client, long handle, int count) {
        return client.execute(onFile("guest-file-read", handle).with("count", count), PATIENT);
    }

    /** The bytes of a read reply. */
    public static byte[] bytes(JsonNode read) {
        return Base64.getDecoder().decode(read.path("buf-b64").stringValue());
    }
}

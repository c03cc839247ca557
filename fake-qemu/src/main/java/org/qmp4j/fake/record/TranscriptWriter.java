package org.qmp4j.fake.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a conversation down, a line each:
 *
 * <pre>{@code
 * {"t":0,"is":"connected"}
 * {"t":812,"from":"qemu","message":{"QMP":{...}}}
 * {"t":1203,"from":"client","message":{"execute":"query-status","id":1}}
 * }</pre>
 *
 * <p>{@code t} is the time since the recording began, in microseconds. Each line is on disk when the next one is written. Not
 * safe for threads.
 */
public final class TranscriptWriter {
    /** Beyond these a client does not wait for answers any more, whatever QEMU does. */
    private static final int MOST_OPEN = 10_000;

    private final Writer out;
    private final long began = System.nanoTime();
    /** Which commands have not been answered, for the secrets in their answers. */
    private final Map<JsonNode, String> openById = new HashMap<>();

    private final Deque<String> openWithoutId = new ArrayDeque<>();

    /** Onto that. */
    public TranscriptWriter(Writer out) {
        this.out = out;
    }

    /** A client has come. */
    public void connected() {
        openById.clear();
        openWithoutId.clear();
        write(line().put("is", "connected"));
    }

    /** The client has left, or QEMU has. */
    public void disconnected(String who) {
        write(line().put("is", "disconnected").put("by", who));
    }

    /** A client has said that. */
    public void client(JsonNode message) {
        String command =
                message.path("execute").asString(message.path("exec-oob").asString(""));
        if (message.has("id") && openById.size() < MOST_OPEN) {
            openById.put(message.get("id"), command);
        } else if (openWithoutId.size() < MOST_OPEN) {
            openWithoutId.add(command);
        }
        write("client", Mask.command(message));
    }

    /** QEMU has said that. */
    public void qemu(JsonNode message) {
        String command = "";
        if (message.has("return") || message.has("error")) {
            String known = message.has("id") ? openById.remove(message.get("id")) : openWithoutId.poll();
            command = known == null ? "" : known;
        }
        write("qemu", Mask.answer(command, message));
    }

    /** One of them has said something that is no JSON. */
    public void unreadable(String from, String reason) {
        write(line().put("from", from).put("unreadable", reason));
    }

    private void write(String from, JsonNode message) {
        ObjectNode line = line().put("from", from);
        line.set("message", message);
        write(line);
    }

    private ObjectNode line() {
        return JsonNodeFactory.instance.objectNode().put("t", (System.nanoTime() - began) / 1_000);
    }

    private void write(ObjectNode line) {
        try {
            out.write(line + "\n");
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the transcript: " + failed.getMessage(), failed);
        }
    }
}

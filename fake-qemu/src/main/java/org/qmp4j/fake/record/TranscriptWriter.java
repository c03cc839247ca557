package org.qmp4j.fake.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.DeepJson;
import org.qmp4j.protocol.Secrets;
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

    /** Of an answer whose command is not known all is kept back. */
    private static final Secrets UNKNOWN = Secrets.inAnswer("");

    private final Writer out;
    private final long began = System.nanoTime();
    /** What has not been answered. */
    private final Map<JsonNode, Secrets> openById = new HashMap<>();

    /** How many commands without an id have not been answered. */
    private int openWithoutId;
    /** What is secret about the answers to them and to those before, as long as it is not sure which answer is whose. */
    private Secrets withoutId = Secrets.anywhere();
    /** What a client has left unanswered: the answer comes to a later one, who may use the same ids. */
    private @Nullable Secrets left;

    /** Onto that. */
    public TranscriptWriter(Writer out) {
        this.out = out;
    }

    /** A client has come. */
    public void connected() {
        openById.values().forEach(this::leave);
        if (openWithoutId > 0) {
            leave(withoutId);
        }
        openById.clear();
        openWithoutId = 0;
        write(line().put("is", "connected"));
    }

    private void leave(Secrets open) {
        left = left == null ? open : left.and(open);
    }

    /** The client has left, or QEMU has. */
    public void disconnected(String who) {
        write(line().put("is", "disconnected").put("by", who));
    }

    /** Records a message of the client. */
    public void client(JsonNode message) {
        String command =
                message.path("execute").asString(message.path("exec-oob").asString(""));
        Secrets secrets = Secrets.inArguments(command);
        Secrets open = Secrets.inAnswer(command).andTexts(secrets.textsIn(message));
        if (message.has("id") && openById.size() < MOST_OPEN) {
            openById.merge(message.get("id"), open, Secrets::and);
        } else if (!message.has("id") && openWithoutId < MOST_OPEN) {
            withoutId = openWithoutId == 0 ? open : withoutId.and(open);
            openWithoutId++;
        }
        write("client", secrets.mask(message));
    }

    /** Records a message of QEMU. */
    public void qemu(JsonNode message) {
        write("qemu", secretsIn(message).mask(message));
    }

    private Secrets secretsIn(JsonNode message) {
        if (message.has("event")) {
            Secrets event = Secrets.inEvent(message.path("event").asString(""));
            return left == null ? event : event.and(left);
        }
        return message.has("return") || message.has("error") ? answered(message) : Secrets.anywhere();
    }

    private Secrets answered(JsonNode message) {
        Secrets known = message.has("id") ? openById.remove(message.get("id")) : answeredWithoutId(message);
        return known == null ? UNKNOWN : left == null ? known : known.and(left);
    }

    // Out-of-band commands overtake others, and what could not be read is answered among them.
    private @Nullable Secrets answeredWithoutId(JsonNode message) {
        if (openWithoutId == 0) {
            return null;
        }
        boolean isOfUnreadable = message.at("/error/desc").asString("").contains("JSON parse error");
        openWithoutId -= isOfUnreadable ? 0 : 1;
        return withoutId;
    }

    /** Records that one side has sent something that is not JSON. */
    public void unreadable(String from, String reason) {
        write(line().put("from", from).put("unreadable", Secrets.maskQuoted(reason)));
    }

    private void write(String from, String message) {
        ObjectNode line = line().put("from", from);
        line.set("message", DeepJson.mapper().readTree(message));
        write(line);
    }

    private ObjectNode line() {
        return JsonNodeFactory.instance.objectNode().put("t", (System.nanoTime() - began) / 1_000);
    }

    private void write(ObjectNode line) {
        try {
            out.write(DeepJson.text(line) + "\n");
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the transcript: " + failed.getMessage(), failed);
        }
    }
}

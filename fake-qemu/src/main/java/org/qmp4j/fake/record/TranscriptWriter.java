package org.qmp4j.fake.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.DeepJson;
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
    private static final Open UNKNOWN = new Open(Set.of("return"), List.of());

    private static final Open NOTHING = new Open(Set.of(), List.of());

    private final Writer out;
    private final long began = System.nanoTime();
    /** What has not been answered. */
    private final Map<JsonNode, Open> openById = new HashMap<>();

    /** How many commands without an id have not been answered. */
    private int openWithoutId;
    /** What is secret about the answers to them and to those before, as long as it is not sure which answer is whose. */
    private Open withoutId = NOTHING;
    /** What a client has left unanswered: the answer comes to a later one, who may use the same ids. */
    private Open left = NOTHING;

    /** What is secret about the answer to a command: these members, and these texts. */
    private record Open(Set<String> members, List<String> said) {
        Open and(Open other) {
            Set<String> allMembers = new HashSet<>(members);
            allMembers.addAll(other.members);
            return new Open(
                    allMembers,
                    Stream.concat(said.stream(), other.said.stream())
                            .distinct()
                            .limit(MOST_OPEN)
                            .toList());
        }
    }

    /** Onto that. */
    public TranscriptWriter(Writer out) {
        this.out = out;
    }

    /** A client has come. */
    public void connected() {
        openById.values().forEach(open -> left = left.and(open));
        left = openWithoutId == 0 ? left : left.and(withoutId);
        openById.clear();
        openWithoutId = 0;
        write(line().put("is", "connected"));
    }

    /** The client has left, or QEMU has. */
    public void disconnected(String who) {
        write(line().put("is", "disconnected").put("by", who));
    }

    /** A client has said that. */
    public void client(JsonNode message) {
        List<String> said = new ArrayList<>();
        JsonNode masked = Mask.command(message, said::add);
        Open open = new Open(Mask.secretInAnswerTo(message), said);
        if (message.has("id") && openById.size() < MOST_OPEN) {
            openById.merge(message.get("id"), open, Open::and);
        } else if (!message.has("id") && openWithoutId < MOST_OPEN) {
            withoutId = openWithoutId == 0 ? open : withoutId.and(open);
            openWithoutId++;
        }
        write("client", masked);
    }

    /** QEMU has said that. */
    public void qemu(JsonNode message) {
        Open open = message.has("return") || message.has("error") ? answered(message) : left;
        write("qemu", Mask.answer(message, open.members(), open.said()));
    }

    private Open answered(JsonNode message) {
        Open known = message.has("id") ? openById.remove(message.get("id")) : answeredWithoutId(message);
        return known == null ? UNKNOWN : left.members().isEmpty() && left.said().isEmpty() ? known : known.and(left);
    }

    // Out-of-band commands overtake others, and what could not be read is answered among them.
    private @Nullable Open answeredWithoutId(JsonNode message) {
        if (openWithoutId == 0) {
            return null;
        }
        boolean isOfUnreadable = message.at("/error/desc").asString("").contains("JSON parse error");
        openWithoutId -= isOfUnreadable ? 0 : 1;
        return withoutId;
    }

    /** One of them has said something that is no JSON. */
    public void unreadable(String from, String reason) {
        write(line().put("from", from).put("unreadable", Mask.unreadable(reason)));
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
            out.write(DeepJson.text(line) + "\n");
            out.flush();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write the transcript: " + failed.getMessage(), failed);
        }
    }
}

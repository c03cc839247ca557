package org.qmp4j.it.contract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.RawSocket;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A raw monitor that records the events of jobs: {@code running}, {@code BLOCK_JOB_READY}, {@code STOP} ... */
final class JobTalk implements AutoCloseable {
    private final RawSocket socket;
    private final List<JsonNode> events = new ArrayList<>();
    private int commands;

    JobTalk(QemuUnderTest qemu) throws IOException {
        this.socket = RawSocket.negotiated(qemu.path("qmp"));
    }

    /** The whole reply to a command whose arguments are written with single quotes and without braces. */
    JsonNode reply(String command, String arguments) throws IOException {
        ObjectNode message = JsonMapper.shared().createObjectNode();
        message.put("execute", command);
        message.set("arguments", JsonMapper.shared().readTree(("{" + arguments + "}").replace('\'', '"')));
        message.put("id", ++commands);
        socket.send(message + "\n");
        List<JsonNode> heard = socket.messagesUntilAnswer(String.valueOf(commands));
        events.addAll(heard.subList(0, heard.size() - 1));
        return heard.get(heard.size() - 1);
    }

    /** The return value of a command that succeeds. */
    JsonNode run(String command, String arguments) throws IOException {
        JsonNode reply = reply(command, arguments);
        if (!reply.has("return")) {
            throw new AssertionError(command + " " + arguments + " was refused: " + reply);
        }
        return reply.get("return");
    }

    /** The error text of a command that fails. */
    String refusal(String command, String arguments) throws IOException {
        JsonNode reply = reply(command, arguments);
        if (!reply.has("error")) {
            throw new AssertionError(command + " " + arguments + " was not refused: " + reply);
        }
        return reply.at("/error/desc").stringValue();
    }

    /** All events since the last call, up to the next one of that name; it may have come already. */
    List<String> until(String last) throws IOException {
        while (events.stream().noneMatch(event -> word(event).equals(last))) {
            events.add(socket.message());
        }
        return heard();
    }

    /** All events since the last call that have come. */
    List<String> heard() {
        List<String> words = events.stream().map(JobTalk::word).toList();
        events.clear();
        return words;
    }

    /** The data of the next event of that name, and nothing of those before it. */
    JsonNode data(String event) throws IOException {
        while (events.isEmpty() || !word(events.get(0)).equals(event)) {
            if (events.isEmpty()) {
                events.add(socket.message());
            } else {
                events.remove(0);
            }
        }
        return events.remove(0).path("data");
    }

    private static String word(JsonNode message) {
        String event = message.path("event").asString();
        return event.equals("JOB_STATUS_CHANGE") ? message.at("/data/status").asString() : event;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

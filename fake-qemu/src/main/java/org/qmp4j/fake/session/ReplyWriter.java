package org.qmp4j.fake.session;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.fake.json.JsonOutput;
import org.qmp4j.fake.net.Link;
import org.qmp4j.fake.script.Answer.Emitted;
import org.qmp4j.fake.script.Fault;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes messages to one client, or what a fault makes of them. For the loop's thread only. */
final class ReplyWriter {
    private static final int SOME_EVENTS = 100;
    private static final int STORM = 20_000;

    private final Link link;
    private final MonitorConfig config;
    private final @Nullable Fault fault;
    private boolean mute;

    ReplyWriter(Link link, MonitorConfig config, Optional<Fault> fault) {
        this.link = link;
        this.config = config;
        this.fault = fault.orElse(null);
        if (this.fault == Fault.BYTE_BY_BYTE) {
            link.writeByteByByte();
        } else if (this.fault == Fault.SLOW_READING) {
            link.read(Link.Reading.SLOW);
        }
        mute = this.fault == Fault.NO_GREETING;
    }

    Link link() {
        return link;
    }

    void greet(JsonNode greeting) {
        write(greeting);
        mute |= fault == Fault.SILENCE_AFTER_GREETING;
    }

    void negotiated() {
        if (fault == Fault.STOP_READING) {
            link.read(Link.Reading.NONE);
        }
    }

    void event(Emitted event) {
        write(Messages.event(event, Instant.now()));
    }

    void write(JsonNode message) {
        write(text(message));
    }

    /** Writes a reply after the byte 0xFF, by which the client of a guest agent synchronises. */
    void writeDelimited(JsonNode message) {
        write(new byte[] {(byte) 0xFF});
        write(message);
    }

    private byte[] text(JsonNode message) {
        byte[] json = JsonOutput.print(message, config.pretty());
        byte[] end = config.lineEnd();
        byte[] line = Arrays.copyOf(json, json.length + end.length);
        System.arraycopy(end, 0, line, json.length, end.length);
        return line;
    }

    private void write(byte[] bytes) {
        if (!mute) {
            link.write(bytes);
        }
    }

    /** Writes a reply with that fault; returns true if the caller must close the connection then. */
    boolean reply(ObjectNode reply, Fault how) {
        byte[] whole = text(reply);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        switch (how) {
            case CLOSE_BEFORE_REPLY -> {
                return true;
            }
            case CLOSE_IN_REPLY -> {
                write(half);
                return true;
            }
            case HALF_REPLY -> {
                write(half);
                mute = true;
            }
            case NO_REPLY -> {}
            case DUPLICATE_REPLY -> {
                write(whole);
                write(whole);
            }
            default -> {
                writeBefore(reply, how);
                write(whole);
            }
        }
        return false;
    }

    private void writeBefore(ObjectNode reply, Fault how) {
        switch (how) {
            case GARBAGE -> write("}x#\u00e9 garbage".getBytes(StandardCharsets.UTF_8));
            case FOREIGN_REPLY -> write(reply.deepCopy().put("id", "foreign"));
            case EVENTS_BEFORE_REPLY -> events(SOME_EVENTS);
            case EVENT_STORM -> events(STORM);
            default -> throw new IllegalArgumentException(how + " is not a fault of a reply");
        }
    }

    private void events(int count) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < count; i++) {
            event(new Emitted(i % 2 == 0 ? "STOP" : "RESUME", data));
        }
    }
}

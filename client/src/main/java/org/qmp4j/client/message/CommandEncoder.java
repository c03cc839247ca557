package org.qmp4j.client.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.protocol.Command;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/**
 * Encodes commands: {@code {"execute":"stop","id":7}} and a newline, in ASCII, without spaces, because QEMU reads each
 * byte slowly. Rejects commands that QEMU would reject without an id, because such a reply could not be matched.
 */
public final class CommandEncoder {
    /** QEMU's names are shorter. The length of a longer name must be checked. */
    private static final int MAX_PLAIN_NAME = 256;

    private CommandEncoder() {}

    /**
     * Encodes a command.
     *
     * @param id its id as JSON text; empty for none
     * @throws QmpInvalidCommandException if QEMU would reject it without an id
     */
    public static byte[] encode(Command<?> command, String id, boolean outOfBand) {
        String start = outOfBand ? "{\"exec-oob\":" : "{\"execute\":";
        if (!command.hasArguments() && isPlain(command.name())) {
            // Most frequent commands are like this. They need no escapes and no checks.
            return plain(start, command.name(), id);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(64);
        ascii(out, start);
        writeName(out, command.name());
        if (command.hasArguments()) {
            ascii(out, ",\"arguments\":");
            generate(out, command.name(), "arguments", command::writeArguments);
        }
        return end(out, command.name(), id);
    }

    /** A command without arguments, in an array of exactly its length. */
    private static byte[] plain(String start, String name, String id) {
        String beforeId = id.isEmpty() ? "\"" : "\",\"id\":";
        byte[] message = new byte[start.length() + 1 + name.length() + beforeId.length() + id.length() + 2];
        int end = put(start, message, 0);
        message[end] = '"';
        end = put(name, message, end + 1);
        end = put(beforeId, message, end);
        end = put(id, message, end);
        message[end] = '}';
        message[end + 1] = '\n';
        return message;
    }

    /** Copies ASCII text, and returns the position after it. */
    private static int put(String ascii, byte[] message, int start) {
        for (int i = 0; i < ascii.length(); i++) {
            message[start + i] = (byte) ascii.charAt(i);
        }
        return start + ascii.length();
    }

    /**
     * Encodes a message that the caller made, with this id instead of its own.
     *
     * @param members writes the message's members without the id; the braces are written here
     */
    public static byte[] encodeRaw(String name, Consumer<? super JsonGenerator> members, String id) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        generate(out, name, "", generator -> {
            generator.writeStartObject();
            members.accept(generator);
            generator.writeEndObject();
        });
        byte[] object = out.toByteArray();
        out.reset();
        out.write(object, 0, object.length - 1);
        return end(out, name, id);
    }

    private static byte[] end(ByteArrayOutputStream out, String name, String id) {
        if (!id.isEmpty()) {
            ascii(out, ",\"id\":");
            ascii(out, id);
        }
        ascii(out, "}\n");
        byte[] message = out.toByteArray();
        WireCheck.check(message, name);
        return message;
    }

    private static void writeName(ByteArrayOutputStream out, String name) {
        if (isPlain(name)) {
            out.write('"');
            ascii(out, name);
            out.write('"');
        } else {
            generate(out, name, "execute", generator -> generator.writeString(name));
        }
    }

    private static boolean isPlain(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return name.length() < MAX_PLAIN_NAME;
    }

    private static void generate(
            ByteArrayOutputStream out, String name, String prefix, Consumer<? super JsonGenerator> writer) {
        try (JsonGenerator generator =
                QmpJson.FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            try {
                writer.accept(generator);
            } catch (JacksonException refused) {
                // Caught here, because closing the generator also closes open objects, and the path would be lost.
                String path = MemberPath.of(prefix, generator.streamWriteContext());
                throw new QmpInvalidCommandException(
                        "cannot send '" + name + "': " + path + ": " + refused.getOriginalMessage(),
                        name,
                        path,
                        refused);
            }
        }
    }

    private static void ascii(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }
}

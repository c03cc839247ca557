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
 * Commands to bytes: {@code {"execute":"stop","id":7}} and a newline, in ASCII, without a space, because QEMU takes its
 * time for every byte. What QEMU would refuse without saying whose it was is refused here.
 */
public final class CommandEncoder {
    /** Longer ones are not in QEMU, and have to be checked for their length. */
    private static final int MAX_PLAIN_NAME = 256;

    private CommandEncoder() {}

    /**
     * Encodes a command.
     *
     * @param id its id as JSON text; empty for none
     * @throws QmpInvalidCommandException if QEMU could not answer it
     */
    public static byte[] encode(Command<?> command, String id, boolean outOfBand) {
        String start = outOfBand ? "{\"exec-oob\":" : "{\"execute\":";
        if (!command.hasArguments() && isPlain(command.name())) {
            // Nearly every command that is sent often: nothing in it that has to be written with care, or checked.
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

    /** A command without arguments, in an array of just its length. */
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

    /** Copies ASCII, and returns where it ends. */
    private static int put(String ascii, byte[] message, int start) {
        for (int i = 0; i < ascii.length(); i++) {
            message[start + i] = (byte) ascii.charAt(i);
        }
        return start + ascii.length();
    }

    /**
     * Encodes a whole message of a caller's own, with another id.
     *
     * @param members writes its members, an id excepted, between the braces of an object
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
                // Here, because closing the generator closes what was open in it, and the place would be lost.
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

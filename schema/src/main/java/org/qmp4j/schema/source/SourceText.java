package org.qmp4j.schema.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;

/** The text of a schema file. */
final class SourceText {
    /** QEMU's largest has a quarter of a million. */
    private static final int MAX_BYTES = 16 << 20;

    private SourceText() {}

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws SchemaException at the first byte that is not UTF-8, or if there is no end to it
     */
    static String read(String name, Optional<Location> includedFrom) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        String decoded = text.flip().toString();
        int line = 1 + (int) decoded.chars().filter(c -> c == '\n').count();
        if (result.isError()) {
            Location at = new Location(name, line, decoded.length() - decoded.lastIndexOf('\n'), includedFrom);
            throw new SchemaException(at, String.format("not UTF-8: byte 0x%02x", bytes[in.position()]));
        }
        if (bytes.length > MAX_BYTES) {
            throw new SchemaException(
                    new Location(name, line, 0, includedFrom),
                    "a schema file has at most " + (MAX_BYTES >> 20) + " MiB");
        }
        return decoded;
    }
}

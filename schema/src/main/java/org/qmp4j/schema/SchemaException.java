package org.qmp4j.schema;

import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Location;

/**
 * A schema that cannot be read, and where it went wrong: {@code block.json:12:7: expected ':'}. Where the file was
 * included by another one, lines above it say so, outermost file first. Where the input has no lines, the message is one line, and
 * control characters in it are escaped, because introspection comes from a peer.
 */
public final class SchemaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Location location;
    private final String reason;

    /**
     * A refusal.
     *
     * @param location where; null if the input has no lines, for example introspection
     * @param reason what is wrong, without the location
     */
    public SchemaException(@Nullable Location location, String reason) {
        this(location, reason, null);
    }

    /** A refusal with what led to it. */
    public SchemaException(@Nullable Location location, String reason, @Nullable Throwable cause) {
        this(
                location == null ? printable(reason) : location.trail() + location + ": " + reason,
                location,
                reason,
                cause);
    }

    private SchemaException(String text, @Nullable Location location, String reason, @Nullable Throwable cause) {
        super(text, cause);
        this.location = location;
        this.reason = reason;
    }

    // Introspection comes from a peer, whose text must not control a terminal or look like a line of a log.
    private static String printable(String reason) {
        return reason.codePoints()
                .mapToObj(c -> isPrintable(c) ? Character.toString(c) : String.format("\\u%04X", c))
                .collect(Collectors.joining());
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /**
     * A refusal of a definition; a line above it names the definition: {@code block.json: In struct 'Foo':}.
     *
     * @param definition kind and name, for example {@code struct 'Foo'}
     */
    public static SchemaException inDefinition(Location location, String definition, String reason) {
        String context = location.file() + ": In " + definition + ":\n";
        return new SchemaException(location.trail() + context + location + ": " + reason, location, reason, null);
    }

    /** Where it went wrong; empty where the input has no lines. */
    public Optional<Location> location() {
        return Optional.ofNullable(location);
    }

    /** What is wrong, without the location. */
    public String reason() {
        return reason;
    }
}

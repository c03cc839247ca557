package org.qmp4j.client.message;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.framing.Frame;
import org.qmp4j.client.framing.Outline;
import org.qmp4j.protocol.JsonText;

/**
 * The members of an object in a long message. Uses the outline that was made while the message came, and does not scan
 * the message. Finds the same members as {@link ObjectMembers}.
 */
final class OutlinedMembers implements Members {
    /** Longer than all numbers that are read here. */
    private static final int MAX_DIGITS = 40;

    private final JsonText message;
    private final Outline outline;
    private int count;
    private Outline.Member member = new Outline.Member(new Outline.Span(0, 0), new Outline.Span(0, 0), (byte) 0, null);

    /** The members of a whole message. */
    OutlinedMembers(Frame.InPieces frame) {
        this(frame.text(), frame.outline());
    }

    private OutlinedMembers(JsonText message, Outline outline) {
        this.message = message;
        this.outline = outline;
    }

    @Override
    public boolean next() throws MalformedMessageException {
        if (count < outline.members().size()) {
            member = outline.members().get(count++);
            return true;
        }
        if (!outline.isWhole()) {
            throw MalformedMessageException.expected(outline.expected(), outline.passed());
        }
        return false;
    }

    @Override
    public boolean isNamed(String name) {
        return member.name().length() == name.length()
                && Arrays.equals(bytes(member.name()), name.getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public JsonText value() {
        return text(member.value());
    }

    @Override
    public String spelling(int maxBytes) {
        JsonText value = value();
        return value.length() <= maxBytes
                ? value.toString()
                : new String(value.part(0, maxBytes).toByteArray(), StandardCharsets.ISO_8859_1) + "...";
    }

    @Override
    public long valueAsLong() throws MalformedMessageException {
        int length = member.value().length();
        try {
            if (length <= MAX_DIGITS) {
                return ObjectMembers.wholeNumber(bytes(member.value()), 0, length);
            }
        } catch (NumberFormatException none) {
            // Handled like a number that is too long.
        }
        throw MalformedMessageException.expected(
                "a whole number", member.value().end());
    }

    @Override
    public Members members() throws MalformedMessageException {
        Outline inner = member.inner();
        if (inner == null) {
            throw MalformedMessageException.expected("'{'", member.value().start());
        }
        return new OutlinedMembers(message, inner);
    }

    @Override
    public boolean isObject() {
        return member.first() == '{';
    }

    @Override
    public @Nullable JsonString string() {
        JsonText value = value();
        return member.first() == '"' ? maxBytes -> beginning(value, maxBytes) : null;
    }

    private static String beginning(JsonText string, int maxBytes) {
        int length = string.length();
        byte[] beginning =
                string.part(0, Math.min(length, maxBytes + StringSpan.MARGIN)).toByteArray();
        return new StringSpan(beginning, 0, length).text(maxBytes);
    }

    private JsonText text(Outline.Span span) {
        return message.part(span.start(), span.length());
    }

    private byte[] bytes(Outline.Span span) {
        return text(span).toByteArray();
    }
}

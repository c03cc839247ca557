package org.qmp4j.client.message;

/** A JSON string in a message. Only its first bytes are decoded, because the reader thread does that. */
@FunctionalInterface
interface JsonString {
    /**
     * Decodes the string. A longer one is cut and ends with {@code "... (cut, 70000 bytes)"}.
     *
     * @param maxBytes the largest number of bytes between the quotes to decode
     * @throws tools.jackson.core.JacksonException if these bytes are not valid JSON
     */
    String text(int maxBytes);
}

package org.qmp4j.client.message;

/**
 * A JSON string in a message. Only its first bytes are ever decoded, because the thread that reads all connections does
 * that.
 */
@FunctionalInterface
interface JsonString {
    /**
     * Decodes the string. A longer one is cut and ends with {@code "... (cut, 70000 bytes)"}.
     *
     * @param maxBytes how many bytes between the quotes are decoded at most
     * @throws tools.jackson.core.JacksonException if these bytes are no valid JSON
     */
    String text(int maxBytes);
}

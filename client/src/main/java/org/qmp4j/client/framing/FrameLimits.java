package org.qmp4j.client.framing;

/**
 * How large a JSON text may be.
 *
 * @param maxBytes its length
 * @param maxNesting how deep objects and arrays may nest, the outermost counted
 */
public record FrameLimits(int maxBytes, int maxNesting) {}

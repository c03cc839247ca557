package org.qmp4j.client.framing;

/**
 * The limits of one message.
 *
 * @param maxBytes its largest length
 * @param maxNesting the largest number of nested objects and arrays, including the outermost one
 */
public record FrameLimits(int maxBytes, int maxNesting) {}

/**
 * Splits bytes into JSON objects by their structure: a message may have many lines, and a packet many messages.
 *
 * <p>In: bytes in any portions. Out: one {@link org.qmp4j.client.framing.Frame} for each JSON object. This package must
 * not know what the JSON means. It checks only braces and quotes; the package {@code message} reports other errors.
 */
@NullMarked
package org.qmp4j.client.framing;

import org.jspecify.annotations.NullMarked;

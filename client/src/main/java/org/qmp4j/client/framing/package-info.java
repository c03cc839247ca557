/**
 * Bytes to JSON texts, by their structure: a monitor may print one message over many lines, or many in one packet.
 *
 * <p>In: bytes in any portions. Out: one whole JSON object at a time, as bytes. This package must not know what the JSON
 * means, and does not check it further than braces and quotes.
 */
@NullMarked
package org.qmp4j.client.framing;

import org.jspecify.annotations.NullMarked;

/**
 * Bytes to JSON texts, by their structure: a monitor may print one message over many lines, or many in one packet.
 *
 * <p>In: bytes in any portions. Out: one whole JSON object at a time, as bytes; of a long one also where its members are. This package
 * must not know what the JSON means. It checks braces and quotes; what else is wrong is for the next layer to report.
 */
@NullMarked
package org.qmp4j.client.framing;

import org.jspecify.annotations.NullMarked;

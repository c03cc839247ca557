/** The time of a call while another peer of the same JVM sends messages that are costly to read. */
@NullMarked
package org.qmp4j.benchmarks.fair;

import org.jspecify.annotations.NullMarked;

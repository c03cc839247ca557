/** What a call takes while another peer of the same JVM sends what is costly to read. */
@NullMarked
package org.qmp4j.benchmarks.fair;

import org.jspecify.annotations.NullMarked;

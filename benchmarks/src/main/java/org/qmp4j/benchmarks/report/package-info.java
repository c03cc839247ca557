/**
 * Runs the clients in turn, against the same peers, and writes down how it went.
 *
 * <p>In: where the programs are, and the declared {@link org.qmp4j.benchmarks.report.Experiments}. Out: a page, a chart, and
 * a line of progress for each run. Knows nothing of the library that is measured: every client is a process.
 */
@NullMarked
package org.qmp4j.benchmarks.report;

import org.jspecify.annotations.NullMarked;

/** Runs the client for hours and checks that nothing grows: memory, threads, descriptors. */
@NullMarked
package org.qmp4j.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

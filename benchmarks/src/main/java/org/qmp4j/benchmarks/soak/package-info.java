/** Hours of work for the client, to see that nothing grows: memory, threads, descriptors. */
@NullMarked
package org.qmp4j.benchmarks.soak;

import org.jspecify.annotations.NullMarked;

/** The cost of machines for tests, compared with a script that does the same. */
@NullMarked
package org.qmp4j.benchmarks.machine;

import org.jspecify.annotations.NullMarked;

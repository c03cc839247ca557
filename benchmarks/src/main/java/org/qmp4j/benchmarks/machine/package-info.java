/** What machines for tests take, beside a script that does the same by hand. */
@NullMarked
package org.qmp4j.benchmarks.machine;

import org.jspecify.annotations.NullMarked;

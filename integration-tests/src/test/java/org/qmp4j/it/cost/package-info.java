/** The cost of a command, in units that do not depend on the load of the machine. Benchmarks measure time. */
@NullMarked
package org.qmp4j.it.cost;

import org.jspecify.annotations.NullMarked;

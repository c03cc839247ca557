/** What a command costs, counted in what does not depend on how busy a machine is. Time is for the benchmarks. */
@NullMarked
package org.qmp4j.it.cost;

import org.jspecify.annotations.NullMarked;

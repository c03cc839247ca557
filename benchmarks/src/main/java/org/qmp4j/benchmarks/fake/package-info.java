/** How many sessions and commands the fake serves. */
@NullMarked
package org.qmp4j.benchmarks.fake;

import org.jspecify.annotations.NullMarked;

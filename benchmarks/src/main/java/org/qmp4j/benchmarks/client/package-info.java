/** This library at the works that the programs in C and Python do too. */
@NullMarked
package org.qmp4j.benchmarks.client;

import org.jspecify.annotations.NullMarked;

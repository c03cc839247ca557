/** This library does the same tasks as the programs in C and Python. */
@NullMarked
package org.qmp4j.benchmarks.client;

import org.jspecify.annotations.NullMarked;

/** Compares the client with a program in C and with QEMU's own Python client, and writes a page of results. */
@NullMarked
package org.qmp4j.benchmarks;

import org.jspecify.annotations.NullMarked;

/**
 * Every thread of the client is made here, and the futures that it hands out; see CONCURRENCY.md.
 *
 * <p>In: work. Out: named daemon threads that end when nothing needs them. This package must not know what the work is.
 */
@NullMarked
package org.qmp4j.client.thread;

import org.jspecify.annotations.NullMarked;

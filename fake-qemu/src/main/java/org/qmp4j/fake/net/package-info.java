/**
 * Sockets of the fake: one thread that serves listeners, connections and timers, and everything of a fake runs on it, so
 * that nothing above has a lock. Knows bytes, not messages.
 */
@NullMarked
package org.qmp4j.fake.net;

import org.jspecify.annotations.NullMarked;

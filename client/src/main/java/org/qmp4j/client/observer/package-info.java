/**
 * What a program can learn of its connections: calls and their replies, counts, why a connection ended, a log of all messages.
 * Metrics and tracing attach here, without the client depending on any library for them.
 *
 * <p>In: what happens in a session. Out: calls of a {@link org.qmp4j.client.observer.ClientObserver}, and text with its
 * secrets removed. This package must not know of sessions.
 */
@NullMarked
package org.qmp4j.client.observer;

import org.jspecify.annotations.NullMarked;

/**
 * One session: greeting, capabilities, replies and their calls, the in-flight window, events and their subscriptions.
 *
 * <p>In: messages from one transport, commands from many threads. Out: replies to their calls, and events to their
 * subscriptions. This package must not use the interfaces that users see.
 */
@NullMarked
package org.qmp4j.client.session;

import org.jspecify.annotations.NullMarked;

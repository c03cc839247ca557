/**
 * One session: greeting, capabilities, which answer belongs to which call, how many commands are on their way, who gets
 * which event.
 *
 * <p>In: messages from one transport, commands from many threads. Out: answers, each to its call, and events to their
 * subscriptions. This package must not know of the interfaces that users see.
 */
@NullMarked
package org.qmp4j.client.session;

import org.jspecify.annotations.NullMarked;

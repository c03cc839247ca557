/**
 * Events as their consumers meet them: subscriptions, each with a bounded queue of its own.
 *
 * <p>In: events by their names. Out: {@link org.qmp4j.client.event.EventSubscription}. This package must not know where
 * events come from.
 */
@NullMarked
package org.qmp4j.client.event;

import org.jspecify.annotations.NullMarked;

/**
 * QEMU's side of a session: greeting, negotiation, the order of commands, and the receivers of an event. JSON values come
 * in and go out; this package does not know the effect of a command.
 */
@NullMarked
package org.qmp4j.fake.session;

import org.jspecify.annotations.NullMarked;

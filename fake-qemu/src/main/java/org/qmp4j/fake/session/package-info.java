/**
 * How QEMU holds a conversation: greeting, negotiation, whose turn it is, who hears an event. JSON values come in and go
 * out; what a command does is not known here.
 */
@NullMarked
package org.qmp4j.fake.session;

import org.jspecify.annotations.NullMarked;

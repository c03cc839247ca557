/**
 * A QEMU for tests that is none: {@link org.qmp4j.fake.FakeQemu} and {@link org.qmp4j.fake.FakeGuestAgent} listen on sockets
 * like QEMU and its guest agent, and answer as those do. They share no code with
 * qmp4j's client but the masking of secrets ({@link org.qmp4j.protocol.Secrets}).
 */
@NullMarked
package org.qmp4j.fake;

import org.jspecify.annotations.NullMarked;

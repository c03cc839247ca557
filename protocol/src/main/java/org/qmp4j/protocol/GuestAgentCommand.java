package org.qmp4j.protocol;

/**
 * A command for the guest agent: {@code {"execute": "guest-ping"}}.
 *
 * @param <R> the type of the return value
 * @see <a href="https://www.qemu.org/docs/master/interop/qemu-ga-ref.html">QEMU Guest Agent Protocol Reference</a>
 */
public interface GuestAgentCommand<R> extends Command<R> {}

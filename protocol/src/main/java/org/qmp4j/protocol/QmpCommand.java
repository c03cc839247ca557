package org.qmp4j.protocol;

/**
 * A command for QEMU or for qemu-storage-daemon: {@code {"execute": "query-status"}}.
 *
 * @param <R> the type of the return value
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#issuing-commands">qmp-spec, "Issuing
 *     Commands"</a>
 */
public interface QmpCommand<R> extends Command<R> {}

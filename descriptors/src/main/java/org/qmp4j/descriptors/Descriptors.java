package org.qmp4j.descriptors;

import java.nio.file.Path;
import org.qmp4j.client.Endpoint;

/** Endpoints that the JDK's own sockets do not do for. Each connection takes two threads. */
public final class Descriptors {
    private Descriptors() {}

    /**
     * A unix socket, as {@link Endpoint#unix(Path)} has it, over which commands can bring open files, sockets and pipes: see
     * {@link org.qmp4j.client.options.CallOptions#withDescriptors}.
     */
    public static Endpoint unix(Path path) {
        return Endpoint.of(new UnixDescriptorConnector(path));
    }

    /**
     * A unix socket of Linux's abstract namespace, as in {@code -qmp unix:vm.qmp,abstract=on,server=on,wait=off}: {@code
     * unix:@vm.qmp}, which {@link Endpoint#parse} reads while this module is there. Commands can bring descriptors over it. It has no
     * file, and so no permissions: all users of the host can connect to it, if they are in the same network namespace. Linux only.
     *
     * @param name without the {@code @}; in UTF-8 1 to 107 bytes
     * @throws IllegalArgumentException if it has another length
     * @see <a href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>
     */
    public static Endpoint abstractUnix(String name) {
        return Endpoint.of(new AbstractUnixConnector(name));
    }

    /**
     * A socket between a virtual machine and its host, as the guest agent listens on with {@code qemu-ga -m vsock-listen -p
     * 3:1234}: {@code vsock:3:1234}, which {@link Endpoint#parse} reads while this module is there. QEMU itself has no
     * monitor on vsock. Linux only.
     *
     * @param cid of the machine that listens: the {@code guest-cid} of its {@code vhost-vsock} device; 2 is the host, 1 is
     *     this machine itself
     * @param port from 0 to 4294967294
     * @throws IllegalArgumentException if one of them is out of range
     * @see <a href="https://man7.org/linux/man-pages/man7/vsock.7.html">vsock(7)</a>
     */
    public static Endpoint vsock(long cid, long port) {
        return Endpoint.of(new VsockConnector(cid, port));
    }
}

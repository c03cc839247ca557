package org.qmp4j.descriptors;

import java.net.SocketException;
import org.newsclub.net.unix.AFSocket;
import org.newsclub.net.unix.AFSocketChannel;
import org.newsclub.net.unix.AFSocketImpl;
import org.newsclub.net.unix.AFVSOCKSocketAddress;

/**
 * A vsock for blocking streams. The library knows the addresses and the system calls; its own class for the socket is in an
 * artifact that is not on Maven Central.
 */
final class VsockSocket extends AFSocket<AFVSOCKSocketAddress> {
    VsockSocket() throws SocketException {
        super(new Impl(), null);
    }

    @Override
    protected AFSocketChannel<AFVSOCKSocketAddress> newChannel() {
        return new Channel(this);
    }

    private static final class Impl extends AFSocketImpl<AFVSOCKSocketAddress> {
        Impl() {
            super(AFVSOCKSocketAddress.addressFamily(), null);
        }
    }

    /** Every socket of the library has a channel; it is not used here. */
    private static final class Channel extends AFSocketChannel<AFVSOCKSocketAddress> {
        Channel(VsockSocket socket) {
            super(socket, null);
        }
    }
}

package org.qmp4j.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Where a fake listens. What it has made in the file system it removes. */
final class ListenSocket implements AutoCloseable {
    /** QEMU's: two more clients may wait, a third is turned away. */
    private static final int BACKLOG = 1;

    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final boolean isOwnFolder;
    /** Of the socket's file: at its path there may be another one by now. */
    private final @Nullable Object fileKey;

    private ListenSocket(ServerSocketChannel channel, SocketAddress address, boolean isOwnFolder) {
        this.channel = channel;
        this.address = address;
        this.isOwnFolder = isOwnFolder;
        this.fileKey = address instanceof UnixDomainSocketAddress unix ? fileKey(unix.getPath()) : null;
    }

    private static @Nullable Object fileKey(Path path) {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                    .fileKey();
        } catch (IOException gone) {
            return null;
        }
    }

    /** In a new folder of its own. */
    static ListenSocket inNewFolder(String name) {
        try {
            // The path of a unix socket must be short.
            Path folder = Files.createTempDirectory("q4f");
            return bind(UnixDomainSocketAddress.of(folder.resolve(name)), true);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a folder for a socket: " + failed.getMessage(), failed);
        }
    }

    static ListenSocket at(SocketAddress address) {
        return bind(address, false);
    }

    static ListenSocket of(ServerSocketChannel bound) {
        try {
            return new ListenSocket(bound, bound.getLocalAddress(), false);
        } catch (IOException failed) {
            throw new UncheckedIOException("the channel is closed", failed);
        }
    }

    private static ListenSocket bind(SocketAddress address, boolean isOwnFolder) {
        try {
            ServerSocketChannel channel = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            try {
                return new ListenSocket(channel, bind(channel, address, isOwnFolder), isOwnFolder);
            } catch (IOException | RuntimeException failed) {
                channel.close();
                throw failed;
            }
        } catch (UnresolvedAddressException unknown) {
            throw new UncheckedIOException(
                    "cannot listen on " + address + ": there is no such host", new IOException(unknown));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot listen on " + address + ": " + failed.getMessage(), failed);
        }
    }

    private static SocketAddress bind(ServerSocketChannel channel, SocketAddress address, boolean isOwnFolder)
            throws IOException {
        if (!(address instanceof UnixDomainSocketAddress unix)) {
            return channel.bind(address, BACKLOG).getLocalAddress();
        }
        if (isOwnFolder) {
            OwnerOnly.bindInOwnFolder(channel, unix.getPath(), BACKLOG);
        } else {
            OwnerOnly.bind(channel, unix.getPath(), BACKLOG);
        }
        return address;
    }

    ServerSocketChannel channel() {
        return channel;
    }

    SocketAddress address() {
        return address;
    }

    /** Closes and removes the socket if it is never used to listen. */
    void abandon() {
        removeFile();
        try {
            channel.close();
        } catch (IOException alreadyClosed) {
            // It is gone in any case.
        }
        close();
    }

    /**
     * Removes the socket's file, unless another one is in its place. To be called before the channel is closed, and does nothing
     * after it: then another file may have its inode number.
     */
    void removeFile() {
        if (channel.isOpen() && address instanceof UnixDomainSocketAddress unix) {
            try {
                if (fileKey != null && fileKey.equals(fileKey(unix.getPath()))) {
                    Files.deleteIfExists(unix.getPath());
                }
            } catch (IOException failed) {
                System.getLogger(ListenSocket.class.getName())
                        .log(System.Logger.Level.WARNING, "could not remove " + unix + ": " + failed.getMessage());
            }
        }
    }

    /** Removes its own folder. */
    @Override
    public void close() {
        if (isOwnFolder && address instanceof UnixDomainSocketAddress unix) {
            try {
                Files.deleteIfExists(unix.getPath().getParent());
            } catch (IOException failed) {
                throw new UncheckedIOException("cannot remove the folder of " + unix, failed);
            }
        }
    }
}

package org.qmp4j.fake.script;

import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Returns the file descriptors that a socket has received. The sockets of the JDK cannot receive any. */
@FunctionalInterface
public interface DescriptorSource {
    /** For sockets that pass no descriptors. */
    DescriptorSource NONE = channel -> List.of();

    /**
     * The descriptors that arrived with the last read. Called after each byte, and once before the first one, so that it can
     * reserve buffer space in the socket.
     */
    List<FileDescriptor> receivedBy(SocketChannel channel) throws IOException;
}

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
     * Those that came with what was read last. It is asked after each byte, and once before the first one, when it may tell
     * the socket to make room for what will come.
     */
    List<FileDescriptor> receivedBy(SocketChannel channel) throws IOException;
}

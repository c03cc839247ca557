package org.qmp4j.descriptors;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.newsclub.net.unix.AFUNIXSocket;
import org.qmp4j.client.spi.StreamTransport;

/**
 * Writes to a unix socket, by the library only what brings descriptors: the library closes a socket that it could not
 * write to, and what the peer had sent before its end would be lost. One thread.
 */
final class DescriptorOutput extends OutputStream implements StreamTransport.DescriptorPort {
    private final AFUNIXSocket socket;
    private final OutputStream library;
    // Never closed: it is the socket that is, and that takes the number out of its descriptor.
    private final OutputStream plain;
    private boolean attached;

    DescriptorOutput(AFUNIXSocket socket) throws IOException {
        this.socket = socket;
        this.library = socket.getOutputStream();
        this.plain = new FileOutputStream(socket.getFileDescriptor());
    }

    @Override
    public void attach(List<FileDescriptor> descriptors) throws IOException {
        socket.setOutboundFileDescriptors(descriptors.toArray(FileDescriptor[]::new));
        attached = true;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        OutputStream out = attached ? library : plain;
        attached = false;
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        library.close();
    }
}

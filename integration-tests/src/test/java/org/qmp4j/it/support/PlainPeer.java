package org.qmp4j.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.qmp4j.client.Endpoint;
import tools.jackson.databind.json.JsonMapper;

/** A port without QEMU that sends what a test wants. */
public final class PlainPeer implements AutoCloseable {
    private static final String GREETING =
            "{\"QMP\": {\"version\": {\"qemu\": {\"micro\": 0, \"minor\": 1, \"major\": 11}, \"package\": \"\"},"
                    + " \"capabilities\": []}}\r\n";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final ServerSocket server;

    /** A port that listens. */
    public PlainPeer() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) Await.PATIENCE.toMillis());
    }

    /** Where it listens. */
    public Endpoint endpoint() {
        return Endpoint.tcp(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    /** The next client. */
    public Guest accept() throws IOException {
        Socket socket = server.accept();
        socket.setSoTimeout((int) Await.PATIENCE.toMillis());
        return new Guest(socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)));
    }

    /** The next client, once it has been greeted and has negotiated. */
    public Guest acceptSession() throws IOException {
        Guest guest = accept();
        guest.send(GREETING);
        guest.answer(guest.nextId(), "{}");
        return guest;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** A client as its peer sees it. */
    public record Guest(Socket socket, BufferedReader lines) implements AutoCloseable {
        /** Sends text as it is, one character a byte. */
        public void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        }

        /** The id of the command that comes next, as JSON text. */
        public String nextId() throws IOException {
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException("the client closed the connection");
            }
            return JSON.readTree(line).path("id").toString();
        }

        /** Answers the command of that id. */
        public void answer(String id, String value) throws IOException {
            send("{\"return\": " + value + ", \"id\": " + id + "}\r\n");
        }

        /** Resets the connection, so that the client gets an error and not the end of the stream. */
        public void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}

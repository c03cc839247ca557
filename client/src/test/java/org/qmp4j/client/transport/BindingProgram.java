package org.qmp4j.client.transport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpConnectException;

/** Binds each path that it reads, prints whether it got it, and closes the listener when it reads the next line. */
final class BindingProgram {
    private BindingProgram() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String path = in.readLine(); path != null; path = in.readLine()) {
            bind(Path.of(path), in);
        }
    }

    private static void bind(Path path, BufferedReader in) throws IOException {
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(path))) {
            System.out.println("bound " + listener.endpoint());
            in.readLine();
        } catch (QmpConnectException taken) {
            System.out.println(taken.getMessage());
            in.readLine();
        }
        System.out.println("closed");
    }
}

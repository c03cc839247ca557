package org.qmp4j.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;

/**
 * {@code ./qmp} runs this class while the JVM records which classes the program loads. It runs frequent subcommands with a
 * fake monitor that has fixed replies, so it needs no QEMU. It is not part of the program.
 */
final class StartupTraining {
    private static final String GREETING =
            "{\"QMP\":{\"version\":{\"qemu\":{\"micro\":0,\"minor\":0,\"major\":10},\"package\":\"\"},\"capabilities\":[\"oob\"]}}";
    private static final String EVENT =
            "{\"timestamp\":{\"seconds\":1,\"microseconds\":2},\"event\":\"STOP\",\"data\":{}}";
    private static final Pattern ID = Pattern.compile("\"id\":(\"[^\"]*\")");

    private StartupTraining() {}

    public static void main(String[] ignored) throws IOException {
        Path folder = Files.createTempDirectory("qmp-training");
        Path socket = folder.resolve("qmp");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            Thread monitor = new Thread(() -> serve(server), "monitor");
            monitor.setDaemon(true);
            monitor.start();
            run(ExitCode.SUCCESS, "exec", socket.toString(), "query-status", "a.b=1", "--timeout", "1m");
            run(ExitCode.REJECTED, "exec", socket.toString(), "rejected");
            run(ExitCode.SUCCESS, "events", socket.toString(), "STOP", "--count", "1", "--for", "1m");
            run(ExitCode.SUCCESS, "--help");
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
    }

    private static void run(int expected, String... arguments) {
        int exitCode = QmpCommandLine.run(Environment.ofProcess(), arguments);
        if (exitCode != expected) {
            throw new IllegalStateException("qmp " + String.join(" ", arguments) + " ended with exit code " + exitCode);
        }
    }

    private static void serve(ServerSocketChannel server) {
        while (server.isOpen()) {
            try (SocketChannel client = server.accept()) {
                serveClient(client);
            } catch (IOException gone) {
                // The client has disconnected, or the training is complete.
            }
        }
    }

    private static void serveClient(SocketChannel client) throws IOException {
        BufferedReader in = new BufferedReader(Channels.newReader(client, StandardCharsets.UTF_8));
        OutputStream out = Channels.newOutputStream(client);
        writeLine(out, GREETING);
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            Matcher id = ID.matcher(line);
            String reply = line.contains("rejected")
                    ? "\"error\":{\"class\":\"CommandNotFound\",\"desc\":\"no\"}"
                    : "\"return\":{\"a\":[1,true,null,\"b\"]}";
            writeLine(out, "{" + reply + (id.find() ? ",\"id\":" + id.group(1) : "") + "}");
            if (line.contains("qmp_capabilities")) {
                writeLine(out, EVENT);
            }
        }
    }

    private static void writeLine(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
}

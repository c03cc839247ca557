package org.qmp4j.it.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * QEMU's own Python client in a process that {@code python_peer.py} controls. An oracle: it shares with the client
 * under test only QEMU.
 */
public final class PythonPeer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Process process;
    private final Path errors;
    private final Writer requests;
    private final BufferedReader answers;

    private PythonPeer(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.requests = process.outputWriter(UTF_8);
        this.answers = process.inputReader(UTF_8);
    }

    /**
     * Python and QEMU's Python package; skips the test if one is missing. For a test that creates something before it
     * starts a peer: a skipped test then leaves nothing behind.
     */
    public static Path require() {
        String packages = System.getProperty("qmp4j.python.path", "");
        assumeFalse(packages.isEmpty(), "no qmp4j.python.path: QEMU's Python client is not there to compare with");
        Optional<Path> python = Programs.find("python3");
        assumeTrue(python.isPresent(), "no python3 to run QEMU's Python client");
        return python.orElseThrow();
    }

    /** Starts one without a connection; skips the test as {@link #require} does. */
    public static PythonPeer startIn(Path folder) throws IOException {
        Path python = require();
        Path errors = folder.resolve("python.stderr");
        ProcessBuilder builder =
                new ProcessBuilder(List.of(python.toString(), "-c", script())).redirectError(errors.toFile());
        builder.environment().put("PYTHONPATH", System.getProperty("qmp4j.python.path", ""));
        // The test must leave no files, not even in the package's folder.
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        builder.environment().put("PYTHONUTF8", "1");
        return new PythonPeer(builder.start(), errors);
    }

    /** Starts one, and connects it to a socket of that process. */
    public static PythonPeer connected(RealQemu qemu, String socket) throws Exception {
        PythonPeer peer = startIn(qemu.path("."));
        try {
            peer.value("connect", qemu.path(socket).toString());
            return peer;
        } catch (Exception | Error failed) {
            peer.close();
            throw failed;
        }
    }

    private static String script() throws IOException {
        try (InputStream in = PythonPeer.class.getResourceAsStream("python_peer.py")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
        }
    }

    /** The client's return value; fails if it raised an exception. */
    public JsonNode value(String method, Object... arguments) throws Exception {
        JsonNode answer = ask(method, arguments);
        if (!answer.has("value")) {
            throw new AssertionError("QEMU's Python client, asked to " + method + ": " + answer);
        }
        return answer.get("value");
    }

    /** {@code {"value": ...}}, or {@code {"raised": ..., "desc": ...}} if the client raised an exception. */
    public JsonNode ask(String method, Object... arguments) throws Exception {
        ObjectNode request = JSON.createObjectNode().put("do", method);
        request.set("with", JSON.valueToTree(arguments));
        requests.write(request + "\n");
        requests.flush();
        String line = Await.inBackground(answers::readLine).get(2 * Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("Python ended: " + Files.readString(errors));
        }
        return JSON.readTree(line);
    }

    /** Ends the process, and with it the connection. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}

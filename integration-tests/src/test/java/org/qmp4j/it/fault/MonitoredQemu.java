package org.qmp4j.it.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.it.support.TestAuthority;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** A QEMU and the client that is connected to it. */
record MonitoredQemu(QmpClient client, long pid, @Nullable RealQemu qemu) implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectTimeout(Await.PATIENCE).build();

    /** Connected by a unix socket. */
    static MonitoredQemu unix() throws Exception {
        RealQemu qemu = RealQemu.start();
        return connected(qemu, qemu.endpoint());
    }

    /** Connected by TLS, with a certificate of that authority. */
    static MonitoredQemu tls(TestAuthority authority, Path server) throws Exception {
        RealQemu qemu = RealQemu.start(
                "-object",
                "tls-creds-x509,id=tls,endpoint=server,verify-peer=no,dir=" + server,
                "-chardev",
                "socket,id=t,host=" + HOST + ",port=0,server=on,wait=off,tls-creds=tls",
                "-mon",
                "t,mode=control");
        return connected(qemu, Endpoint.tls(HOST, TcpPorts.of(qemu, "t"), authority.trusting()));
    }

    /** A child of this JVM's, connected by its standard streams. */
    static MonitoredQemu child() {
        Set<ProcessHandle> before = ProcessHandle.current().children().collect(Collectors.toSet());
        String program = Programs.qemu("qemu-system-x86_64").toString();
        QmpClient client = QmpClient.connect(
                Endpoint.process(
                        List.of(program, "-machine", "none", "-nodefaults", "-display", "none", "-qmp", "stdio")),
                PATIENT);
        long pid = ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .findFirst()
                .orElseThrow()
                .pid();
        return new MonitoredQemu(client, pid, null);
    }

    /** A command of that length, which QEMU answers with an error. No kind of connection buffers 16 MB. */
    static RawCommand refused(int length) {
        return RawCommand.named("qom-get").with("path", "x".repeat(length)).with("property", "none");
    }

    /** Sends a command that the connection cannot buffer to a QEMU that does not read, until a part is written. */
    CompletableFuture<JsonNode> submitUntilStuck(RawCommand huge, CallOptions options) throws Exception {
        long before = client.statistics().commandsSent();
        CompletableFuture<JsonNode> call = client.submit(huge, options);
        Await.until("it is sent", () -> client.statistics().commandsSent() > before);
        // A socket's first bytes are written at once, those of a stream by its writer.
        Await.until("its writer, if it has one, writes", () -> writers().allMatch(MonitoredQemu::isWriting));
        return call;
    }

    private static Stream<Thread> writers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("qmp4j-writer"));
    }

    private static boolean isWriting(Thread writer) {
        return Arrays.stream(writer.getStackTrace())
                .anyMatch(frame -> frame.getMethodName().equals("write"));
    }

    private static MonitoredQemu connected(RealQemu qemu, Endpoint endpoint) {
        return new MonitoredQemu(QmpClient.connect(endpoint, PATIENT), qemu.pid(), qemu);
    }

    @Override
    public void close() throws IOException {
        client.close();
        if (qemu != null) {
            qemu.close();
        } else {
            // Also if the client waits until it has exited.
            ProcessHandle.of(pid).ifPresent(child -> {
                child.destroyForcibly();
                child.onExit().join();
            });
        }
    }
}

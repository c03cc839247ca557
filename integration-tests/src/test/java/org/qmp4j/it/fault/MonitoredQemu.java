package org.qmp4j.it.fault;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Programs;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.TcpPorts;
import org.qmp4j.it.support.TestAuthority;

/** A QEMU and the client that is connected to it. */
record MonitoredQemu(QmpClient client, long pid, @Nullable RealQemu qemu) implements AutoCloseable {
    private static final String HOST = "127.0.0.1";
    private static final ConnectOptions PATIENT =
            ConnectOptions.builder().connectDeadline(Await.PATIENCE).build();

    /** Connected by a unix socket. */
    static MonitoredQemu unix() throws Exception {
        RealQemu qemu = RealQemu.start();
        return connected(qemu, qemu.endpoint());
    }

    /** Connected by TLS, with a certificate of that authority's. */
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
        String program = Programs.qemu("qemu-system-x86_64").toString();
        QmpClient client = QmpClient.connect(
                Endpoint.process(
                        List.of(program, "-machine", "none", "-nodefaults", "-display", "none", "-qmp", "stdio")),
                PATIENT);
        long pid = ProcessHandle.current().children().findFirst().orElseThrow().pid();
        return new MonitoredQemu(client, pid, null);
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
            // The next one is to be this JVM's only child.
            ProcessHandle.of(pid).ifPresent(child -> {
                child.destroyForcibly();
                child.onExit().join();
            });
        }
    }
}

package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.queryName;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.quit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.Reconnector;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.qemu.QemuEvents;

/** The samples of {@code docs/guide/connect.md}. */
public final class Connecting {
    private Connecting() {}

    static void endpoints() {
        // tag::endpoints
        System.out.println(Endpoint.unix("/run/vm.qmp"));
        System.out.println(Endpoint.tcp("::1", 4444));
        System.out.println(Endpoint.tls("host.example", 4444));
        System.out.println(Endpoint.process(List.of("qemu-system-x86_64", "-display", "none", "-qmp", "stdio")));
        System.out.println(Endpoint.inherited());
        System.out.println(Endpoint.parse("/run/vm.qmp"));
        // end::endpoints
    }

    static void greeting(String address) {
        // tag::greeting
        try (QmpClient vm = QmpClient.connect(Endpoint.parse(address))) {
            System.out.println(vm.peer());
            System.out.println(vm.greeting().version());
            System.out.println(vm.greeting().version().isAtLeast(7, 2));
            System.out.println(vm.greeting().capabilities());
        }
        // end::greeting
    }

    static void waiting(String address) {
        // tag::waiting
        ConnectOptions patient = ConnectOptions.builder()
                .connectTimeout(Duration.ofSeconds(20))
                .waitForSocket(true)
                .build();
        try (QmpClient vm = QmpClient.connect(Endpoint.parse(address), patient)) {
            System.out.println(vm.execute(queryName()));
        }
        // end::waiting
    }

    static void held(String address) {
        // tag::held
        ConnectOptions shortly =
                ConnectOptions.builder().connectTimeout(Duration.ofMillis(500)).build();
        try (QmpClient first = QmpClient.connect(Endpoint.parse(address));
                QmpClient second = QmpClient.connect(Endpoint.parse(address), shortly)) {
            System.out.println(first + " and " + second);
        } catch (QmpConnectException failed) {
            System.out.println(failed.getMessage());
        }
        // end::held
    }

    // tag::tls
    static SSLContext context(Path keys, Path trusted, char[] password) throws IOException, GeneralSecurityException {
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(load(keys, password), password);
        TrustManagerFactory theirs = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        theirs.init(load(trusted, password));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(ours.getKeyManagers(), theirs.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file, char[] password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    static void tls(String host, int port, Path folder) throws IOException, GeneralSecurityException {
        SSLContext context =
                context(folder.resolve("client.p12"), folder.resolve("trusted.p12"), "changeit".toCharArray());
        try (QmpClient vm = QmpClient.connect(Endpoint.tls(host, port, context))) {
            System.out.println(vm.execute(queryStatus()).status());
        }
    }
    // end::tls

    static void child() {
        // tag::child
        Endpoint qemu = Endpoint.parse("exec:qemu-system-x86_64 -machine none -nodefaults -display none -S -qmp stdio");
        try (QmpClient vm = QmpClient.connect(qemu)) {
            System.out.println(vm.execute(queryStatus()).status());
        }
        // end::child
    }

    static void listen(String address) {
        // tag::listen
        try (QmpListener listener = QmpListener.bind(Endpoint.parse(address));
                QmpClient vm = listener.accept(Duration.ofSeconds(30))) {
            System.out.println(vm.peer());
            System.out.println(vm.execute(queryStatus()).status());
        }
        // end::listen
    }

    static void reconnect(String address) {
        // tag::reconnect
        try (Reconnector<QmpClient> monitor = Reconnector.to(Endpoint.parse(address), ConnectOptions.DEFAULT)) {
            for (int i = 0; i < 2; i++) {
                Reconnector.Connection<QmpClient> connection = monitor.connect(Duration.ofMinutes(1));
                System.out.println(connection.reconnected() ? "connected again: query the state" : "connected");
                System.out.println(connection.client().execute(queryStatus()).status());
            }
        }
        // end::reconnect
    }

    static void early(String address) {
        // tag::early
        ConnectOptions early = ConnectOptions.builder()
                .subscribe(QemuEvents.SHUTDOWN, QemuEvents.RESUME)
                .build();
        try (QmpClient vm = QmpClient.connect(Endpoint.parse(address), early);
                EventSubscription<RawEvent> events = vm.earlyEvents().orElseThrow()) {
            vm.execute(quit());
            System.out.println(events.next(Duration.ofSeconds(5)).name());
        }
        // end::early
    }

    static void ended(QmpClient vm) {
        // tag::ended
        try {
            vm.execute(quit());
            System.out.println(vm.whenClosed().join());
            vm.execute(queryStatus());
        } catch (QmpDisconnectedException gone) {
            System.out.println(gone.outcome() + ": " + gone.getMessage());
        }
        // end::ended
    }
}

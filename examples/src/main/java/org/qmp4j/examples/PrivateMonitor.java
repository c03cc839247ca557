package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.chardevAdd;
import static org.qmp4j.qemu.QemuCommands.objectAdd;

import java.nio.file.Path;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.qemu.type.ChardevBackend;
import org.qmp4j.qemu.type.ChardevSocket;
import org.qmp4j.qemu.type.MonitorQMPCloseAction;
import org.qmp4j.qemu.type.MonitorQMPProperties;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.SocketAddressLegacy;
import org.qmp4j.qemu.type.UnixSocketAddress;

/** A sample of {@code docs/guide/typed.md}. */
public final class PrivateMonitor {
    private PrivateMonitor() {}

    // tag::open
    /** A client with its own monitor, which QEMU removes when the client is closed. Needs QEMU 11.1 or newer. */
    public static QmpClient open(QmpClient vm, Path socket) {
        ChardevSocket listening = ChardevSocket.builder(
                        SocketAddressLegacy.builder().unix(UnixSocketAddress.of(socket.toString())))
                .server(true)
                .wait_(false)
                .build();
        vm.execute(chardevAdd("private", ChardevBackend.builder().socket(listening)));

        MonitorQMPProperties monitor = MonitorQMPProperties.builder("private")
                .closeAction(MonitorQMPCloseAction.DELETE)
                .build();
        vm.execute(objectAdd(ObjectOptions.builder("private-monitor").monitorQmp(monitor)));
        return QmpClient.connect(Endpoint.unix(socket));
    }
    // end::open
}

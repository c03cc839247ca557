package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.deviceDel;
import static org.qmp4j.qemu.QemuCommands.queryStatus;
import static org.qmp4j.qemu.QemuCommands.stop;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.QmpListener;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.event.StopEvent;
import org.qmp4j.qemu.type.StatusInfo;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The samples of {@code docs/guide/coming-from-python.md}. */
public final class FromPython {
    private FromPython() {}

    static void connect(String address) {
        // tag::connect
        try (QmpClient vm = QmpClient.connect(Endpoint.unix(address))) {
            StatusInfo status = vm.execute(queryStatus());
            System.out.println(status.status());
        }
        // end::connect
    }

    static void listen(String address) {
        // tag::listen
        try (QmpListener listener = QmpListener.bind(Endpoint.unix(address));
                QmpClient vm = listener.accept(Duration.ofSeconds(30))) {
            StatusInfo status = vm.execute(queryStatus());
            System.out.println(status.status());
        }
        // end::listen
    }

    static void error(QmpClient vm) {
        // tag::error
        try {
            vm.execute(deviceDel("disk1"));
        } catch (QmpCommandException error) {
            System.out.println(error.errorClass());
            System.out.println(error.description());
        }
        // end::error
    }

    static void message(QmpClient vm) {
        // tag::message
        JsonNode reply = vm.send(JsonNodeFactory.instance.objectNode().put("execute", "query-names"));
        System.out.println(reply.at("/error/class").stringValue());
        // end::message
    }

    static void pull(QmpClient vm) {
        // tag::pull
        try (EventSubscription<RawEvent> events = vm.events()) {
            vm.execute(cont());
            System.out.println(events.next(Duration.ofSeconds(5)).name());
            vm.execute(stop());
        }
        // end::pull
    }

    static void drain(QmpClient vm) {
        // tag::drain
        try (EventSubscription<RawEvent> events = vm.events()) {
            vm.execute(cont());
            vm.execute(stop());
            List<RawEvent> arrived = events.drain();
            System.out.println(arrived.stream().map(RawEvent::name).collect(Collectors.joining(" ")));
        }
        // end::drain
    }

    static void listener(QmpClient vm) {
        // tag::listener
        try (EventSubscription<StopEvent> stops = vm.events(QemuEvents.STOP)) {
            vm.execute(cont());
            vm.execute(stop());
            System.out.println(stops.next(Duration.ofSeconds(5)).raw().name());
        }
        // end::listener
    }
}

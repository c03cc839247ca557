package org.qmp4j.examples;

// tag::quickstart
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.deviceDel;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.time.Duration;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.event.ResumeEvent;

public class Quickstart {
    public static void main(String[] args) {
        try (QmpClient vm = QmpClient.connect(Endpoint.parse(args[0]))) {
            System.out.println("QEMU " + vm.greeting().version());
            System.out.println(vm.execute(queryStatus()).status());

            // Subscribe first: QEMU sends the event before the reply.
            try (EventSubscription<ResumeEvent> resumes = vm.events(QemuEvents.RESUME)) {
                vm.execute(cont());
                System.out.println(resumes.next(Duration.ofSeconds(5)).raw().name());
            }

            vm.execute(deviceDel("disk1"));
        } catch (QmpCallException failed) {
            System.out.println(failed.outcome() + ": " + failed.getMessage());
        }
    }
}
// end::quickstart

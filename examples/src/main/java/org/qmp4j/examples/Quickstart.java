package org.qmp4j.examples;

// tag::quickstart
import java.time.Duration;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCallException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

public class Quickstart {
    public static void main(String[] args) {
        try (QmpClient vm = QmpClient.connect(Endpoint.parse(args[0]))) {
            System.out.println("QEMU " + vm.greeting().version());
            System.out.println(vm.execute(RawCommand.named("query-status")));

            // Subscribe first: QEMU sends the event before the reply.
            try (EventSubscription<RawEvent> resumes = vm.events("RESUME")) {
                vm.execute(RawCommand.named("cont"));
                System.out.println(resumes.next(Duration.ofSeconds(5)).name());
            }

            vm.execute(RawCommand.named("device_del").with("id", "disk1"));
        } catch (QmpCallException failed) {
            System.out.println(failed.outcome() + ": " + failed.getMessage());
        }
    }
}
// end::quickstart

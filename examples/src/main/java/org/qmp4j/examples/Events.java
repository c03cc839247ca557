package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.blockStream;
import static org.qmp4j.qemu.QemuCommands.blockdevAdd;
import static org.qmp4j.qemu.QemuCommands.cont;
import static org.qmp4j.qemu.QemuCommands.deviceAdd;
import static org.qmp4j.qemu.QemuCommands.deviceDel;
import static org.qmp4j.qemu.QemuCommands.migrate;
import static org.qmp4j.qemu.QemuCommands.migrateSetCapabilities;
import static org.qmp4j.qemu.QemuCommands.quit;
import static org.qmp4j.qemu.QemuCommands.stop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.event.EventItem;
import org.qmp4j.client.event.EventOptions;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.event.OverflowPolicy;
import org.qmp4j.protocol.EventType;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.TypedEvent;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.event.DeviceDeletedEvent;
import org.qmp4j.qemu.event.JobStatusChangeEvent;
import org.qmp4j.qemu.event.MigrationEvent;
import org.qmp4j.qemu.event.ShutdownEvent;
import org.qmp4j.qemu.event.StopEvent;
import org.qmp4j.qemu.type.BlockdevOptions;
import org.qmp4j.qemu.type.BlockdevOptionsNull;
import org.qmp4j.qemu.type.JobStatus;
import org.qmp4j.qemu.type.MigrationCapability;
import org.qmp4j.qemu.type.MigrationCapabilityStatus;
import org.qmp4j.qemu.type.MigrationStatus;

/** The samples of {@code docs/guide/events.md}. */
public final class Events {
    private Events() {}

    static void next(QmpClient vm) {
        // tag::next
        try (EventSubscription<StopEvent> stops = vm.events(QemuEvents.STOP)) {
            vm.execute(cont());
            vm.execute(stop());
            StopEvent event = stops.next(Duration.ofSeconds(5));
            System.out.println(event.raw());
            System.out.println(event.timestamp().isPresent());
        }
        // end::next
    }

    static void await(QmpClient vm) {
        // tag::await
        BlockdevOptions disk = BlockdevOptions.builder()
                .nodeName("disk0")
                .nullCo(BlockdevOptionsNull.builder().size(64 << 20).build());
        vm.execute(blockdevAdd(disk));
        try (EventSubscription<JobStatusChangeEvent> changes = vm.events(QemuEvents.JOB_STATUS_CHANGE)) {
            vm.execute(blockStream("disk0", stream -> stream.jobId("job0")));
            JobStatusChangeEvent end = changes.await(
                    change -> change.id().equals("job0") && change.status().equals(JobStatus.NULL),
                    Duration.ofMinutes(10));
            System.out.println(end);
        }
        // end::await
    }

    // tag::type
    record JobChange(String id, String status) {
        static final EventType<JobChange> TYPE = EventType.of(
                "JOB_STATUS_CHANGE",
                event -> new JobChange(
                        event.data().path("id").asString(""),
                        event.data().path("status").asString("")));
    }
    // end::type

    static void unplug(QmpClient vm) {
        // tag::unplug
        vm.execute(deviceAdd("virtio-rng-pci", device -> device.id("rng0")));
        try (EventSubscription<RawEvent> deleted = vm.events("DEVICE_DELETED")) {
            vm.execute(deviceDel("rng0"));
            RawEvent gone = deleted.await(
                    event -> event.data().path("device").asString("").equals("rng0"), Duration.ofMinutes(1));
            System.out.println(gone.data().path("path").asString(""));
        }
        // end::unplug
    }

    static void unplugTyped(QmpClient vm) {
        // tag::unplug-typed
        vm.execute(deviceAdd("virtio-rng-pci", device -> device.id("rng1")));
        try (EventSubscription<DeviceDeletedEvent> deleted = vm.events(QemuEvents.DEVICE_DELETED)) {
            vm.execute(deviceDel("rng1"));
            DeviceDeletedEvent gone =
                    deleted.await(event -> event.device().equals(Optional.of("rng1")), Duration.ofMinutes(1));
            System.out.println(gone.path());
        }
        // end::unplug-typed
    }

    static void migration(QmpClient vm) {
        // tag::migration
        vm.execute(migrateSetCapabilities(List.of(MigrationCapabilityStatus.of(MigrationCapability.EVENTS, true))));
        try (EventSubscription<MigrationEvent> changes = vm.events(QemuEvents.MIGRATION)) {
            vm.execute(migrate(arguments -> arguments.uri("exec:cat >/dev/null")));
            Set<MigrationStatus> ends =
                    Set.of(MigrationStatus.COMPLETED, MigrationStatus.FAILED, MigrationStatus.CANCELLED);
            MigrationEvent end = changes.await(change -> ends.contains(change.status()), Duration.ofHours(1));
            System.out.println(end.status());
        }
        // end::migration
    }

    static void several(QmpClient vm) {
        // tag::several
        try (EventSubscription<TypedEvent> events =
                vm.events(List.of(QemuEvents.RESUME, QemuEvents.STOP, QemuEvents.SHUTDOWN))) {
            vm.execute(cont());
            vm.execute(quit());
            for (TypedEvent event : events) {
                if (event instanceof ShutdownEvent shutdown) {
                    System.out.println("shutdown, by the guest: " + shutdown.guest() + ", " + shutdown.reason());
                } else {
                    System.out.println(event.raw().name());
                }
            }
        }
        // end::several
    }

    static void typed(QmpClient vm) {
        // tag::typed
        BlockdevOptions disk = BlockdevOptions.builder()
                .nodeName("disk0")
                .nullCo(BlockdevOptionsNull.builder().size(64 << 20).build());
        vm.execute(blockdevAdd(disk));
        try (EventSubscription<JobChange> changes = vm.events(JobChange.TYPE)) {
            vm.execute(blockStream("disk0", stream -> stream.jobId("job0")));
            changes.await(change -> change.status().equals("concluded"), Duration.ofMinutes(10));
            System.out.println(changes.next(Duration.ofSeconds(5)));
        }
        // end::typed
    }

    static void poll(QmpClient vm) {
        // tag::poll
        try (EventSubscription<RawEvent> events = vm.events()) {
            vm.execute(cont());
            vm.execute(stop());
            System.out.println(events.poll().map(RawEvent::name));
            System.out.println(events.drain().size());
            System.out.println(events.poll());
            System.out.println(events.clear());
        }
        // end::poll
    }

    static void gaps(QmpClient vm) {
        // tag::gaps
        EventOptions small = EventOptions.DEFAULT.withCapacity(2).withOverflow(OverflowPolicy.DROP_OLDEST);
        try (EventSubscription<RawEvent> events = vm.events(small)) {
            for (int i = 0; i < 3; i++) {
                vm.execute(cont());
                vm.execute(stop());
            }
            System.out.println("dropped: " + events.dropped());
            for (int i = 0; i < 3; i++) {
                EventItem<RawEvent> item = events.nextItem(Duration.ofSeconds(5));
                if (item instanceof EventItem.Gap<RawEvent> gap) {
                    System.out.println(gap.dropped() + " events are missing here: query the state again");
                } else if (item instanceof EventItem.Event<RawEvent> event) {
                    System.out.println(event.event().name());
                }
            }
        }
        // end::gaps
    }

    static void callback(QmpClient vm) throws InterruptedException {
        // tag::callback
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try (EventSubscription<RawEvent> events = vm.events("RESUME", "STOP")) {
            events.onEvent(executor, event -> System.out.println("called back: " + event.name()));
            vm.execute(cont());
            vm.execute(stop());
        } finally {
            executor.shutdown();
        }
        executor.awaitTermination(5, TimeUnit.SECONDS);
        // end::callback
    }

    static void iterate(QmpClient vm) {
        // tag::iterate
        try (EventSubscription<RawEvent> events = vm.events()) {
            vm.execute(cont());
            vm.execute(quit());
            for (RawEvent event : events) {
                System.out.println(event.name());
            }
        }
        System.out.println("the connection has ended");
        // end::iterate
    }
}

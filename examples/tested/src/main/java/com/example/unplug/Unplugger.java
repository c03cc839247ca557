package com.example.unplug;

import static org.qmp4j.qemu.QemuCommands.deviceDel;

import java.time.Duration;
import java.util.Optional;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.qemu.QemuEvents;
import org.qmp4j.qemu.event.DeviceDeletedEvent;

/** Unplugs devices. QEMU only asks the guest to release a device; an event reports that the guest has released it. */
public final class Unplugger {
    private final QmpClient vm;
    private final Duration patience;

    public Unplugger(QmpClient vm, Duration patience) {
        this.vm = vm;
        this.patience = patience;
    }

    /** The result of unplugging a device. */
    public enum Result {
        GONE,
        WAS_NOT_THERE,
        /** The guest was asked and has not released the device; it may still do so. */
        GUEST_HOLDS_IT
    }

    /** Unplugs a device and waits until it is gone. */
    public Result unplug(String device) {
        // Subscribe before the command: QEMU can send the event before the reply.
        try (EventSubscription<DeviceDeletedEvent> deleted = vm.events(QemuEvents.DEVICE_DELETED)) {
            vm.execute(deviceDel(device));
            return awaitDeletion(device, deleted);
        } catch (QmpCommandException refused) {
            if (refused.errorClass().equals(ErrorClass.DEVICE_NOT_FOUND)) {
                return Result.WAS_NOT_THERE;
            }
            throw refused;
        }
    }

    // A separate try block: if QEMU does not answer the command, nothing is known about the guest.
    private Result awaitDeletion(String device, EventSubscription<DeviceDeletedEvent> deleted) {
        try {
            deleted.await(event -> event.device().equals(Optional.of(device)), patience);
            return Result.GONE;
        } catch (QmpEventTimeoutException late) {
            return Result.GUEST_HOLDS_IT;
        }
    }
}

package com.example.unplug;

import java.time.Duration;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;

/** Takes devices out of a machine. QEMU only asks the guest to let go of one; the event tells when it has. */
public final class Unplugger {
    private final QmpClient vm;
    private final Duration patience;

    public Unplugger(QmpClient vm, Duration patience) {
        this.vm = vm;
        this.patience = patience;
    }

    /** How it ended. */
    public enum Result {
        GONE,
        WAS_NOT_THERE,
        /** The guest was asked and has not let go of it; it may still do so. */
        GUEST_HOLDS_IT
    }

    /** Takes a device out and waits until it is gone. */
    public Result unplug(String device) {
        // Before the command: the event can come before its answer.
        try (EventSubscription<RawEvent> deleted = vm.events("DEVICE_DELETED")) {
            vm.execute(RawCommand.named("device_del").with("id", device));
            return whetherItGoes(device, deleted);
        } catch (QmpCommandException refused) {
            if (refused.errorClass().equals(ErrorClass.DEVICE_NOT_FOUND)) {
                return Result.WAS_NOT_THERE;
            }
            throw refused;
        }
    }

    // On its own: a QEMU that does not answer the command says nothing about the guest.
    private Result whetherItGoes(String device, EventSubscription<RawEvent> deleted) {
        try {
            deleted.await(event -> event.data().path("device").asString("").equals(device), patience);
            return Result.GONE;
        } catch (QmpEventTimeoutException late) {
            return Result.GUEST_HOLDS_IT;
        }
    }
}

package org.qmp4j.fake.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.fake.net.Loop;
import org.qmp4j.fake.script.Answer.Emitted;

/**
 * Sends events to all negotiated clients. QEMU sends some kinds of event at most once a second: the first one at once, and
 * the last of those that follow within a second.
 *
 * <p>For the loop's thread only.
 */
public final class Events {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** These kinds of event, each with the member that is part of the kind (one limit for each value); empty for none. */
    private static final Map<String, String> THROTTLED = Map.of(
            "RTC_CHANGE", "",
            "BLOCK_IO_ERROR", "qom-path",
            "WATCHDOG", "",
            "BALLOON_CHANGE", "",
            "QUORUM_REPORT_BAD", "node-name",
            "QUORUM_FAILURE", "",
            "VSERPORT_CHANGE", "id",
            "MEMORY_DEVICE_SIZE_CHANGE", "qom-path",
            "HV_BALLOON_STATUS_REPORT", "");

    private final Loop loop;
    private final List<Monitor> monitors = new ArrayList<>();
    /** The events that are held back, by kind; empty if there was none since the last one was sent. */
    private final Map<String, Optional<Emitted>> paused = new HashMap<>();

    /** Without monitors. */
    public Events(Loop loop) {
        this.loop = loop;
    }

    /** Adds a monitor. */
    public void add(Monitor monitor) {
        monitors.add(monitor);
    }

    /** Sends an event, or holds it back. */
    public void emit(Emitted event) {
        String member = THROTTLED.get(event.name());
        if (member == null) {
            send(event);
            return;
        }
        String kind = event.name() + " " + event.data().path(member);
        if (paused.containsKey(kind)) {
            paused.put(kind, Optional.of(event));
        } else {
            send(event);
            pause(kind);
        }
    }

    private void pause(String kind) {
        paused.put(kind, Optional.empty());
        loop.after(
                PAUSE,
                () -> paused.remove(kind).ifPresent(last -> {
                    send(last);
                    pause(kind);
                }));
    }

    private void send(Emitted event) {
        for (Monitor monitor : List.copyOf(monitors)) {
            monitor.hear(event);
        }
    }
}

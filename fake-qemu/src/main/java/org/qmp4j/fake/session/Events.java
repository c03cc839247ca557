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
 * Tells all negotiated clients what happens. Some kinds of event QEMU tells once a second at most: the first at once, and of
 * those that follow within a second the last.
 *
 * <p>For the loop's thread only.
 */
public final class Events {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Those kinds, each with the member by whose value one is told from another of its kind; empty where none is. */
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
    /** What is held back, by kind; empty where nothing has come since the last one was told. */
    private final Map<String, Optional<Emitted>> paused = new HashMap<>();

    /** For no monitor yet. */
    public Events(Loop loop) {
        this.loop = loop;
    }

    /** That one hears them too. */
    public void add(Monitor monitor) {
        monitors.add(monitor);
    }

    /** It has happened. */
    public void emit(Emitted event) {
        String member = THROTTLED.get(event.name());
        if (member == null) {
            tell(event);
            return;
        }
        String kind = event.name() + " " + event.data().path(member);
        if (paused.containsKey(kind)) {
            paused.put(kind, Optional.of(event));
        } else {
            tell(event);
            pause(kind);
        }
    }

    private void pause(String kind) {
        paused.put(kind, Optional.empty());
        loop.after(
                PAUSE,
                () -> paused.remove(kind).ifPresent(last -> {
                    tell(last);
                    pause(kind);
                }));
    }

    private void tell(Emitted event) {
        for (Monitor monitor : List.copyOf(monitors)) {
            monitor.hear(event);
        }
    }
}

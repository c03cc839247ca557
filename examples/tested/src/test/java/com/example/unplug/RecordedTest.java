package com.example.unplug;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.Endpoint;
import org.qmp4j.fake.Replay;
import org.qmp4j.fake.Transcript;

/** The same with the recorded replies of a real QEMU, made with 'qmp record'; see the README. */
class RecordedTest {
    private static Path recorded() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(RecordedTest.class.getResource("usb-tablet.ndjson"))
                .toURI());
    }

    // tag::replay
    @Test
    void qemusOwnAnswersAreUnderstood() throws Exception {
        try (Replay replay = Replay.start(Transcript.read(recorded()), Replay.Order.STRICT);
                QmpClient vm = QmpClient.connect(Endpoint.unix(replay.path()))) {
            Unplugger unplugger = new Unplugger(vm, Duration.ofSeconds(10));

            assertEquals(Unplugger.Result.GONE, unplugger.unplug("tablet0"));
            assertEquals(Unplugger.Result.WAS_NOT_THERE, unplugger.unplug("tablet0"));
            assertEquals(List.of(), replay.differences());
            assertEquals(List.of(), replay.missing());
        }
    }
    // end::replay
}

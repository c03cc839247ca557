package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.fake.FakeQemu;

/** A fake QEMU in this program, where no real one is to be had. */
final class TourFake implements TourHost {
    private final CleanUp cleanUp = CleanUp.by(this::end);
    private volatile @Nullable FakeQemu fake;

    @Override
    public void introduce(Narrator narrator) {
        narrator.say(
                "There is no QEMU on this machine. What answers here is a fake, a part of qmp4j that speaks as QEMU does.");
        narrator.say(
                "To see a real one: 'apt-get install qemu-system-x86' on Debian and Ubuntu, or 'qmp try --qemu PROGRAM'.");
        narrator.typed("qmp fake --listen unix:" + socket() + " &");
    }

    @Override
    public Path socket() {
        return started().path();
    }

    @Override
    public void start(Deadline deadline) {
        fake = FakeQemu.builder().status("prelaunch").start();
    }

    @Override
    public String awaitEnd() {
        started().whenEnded().join();
        return "The fake has ended.";
    }

    private FakeQemu started() {
        return Objects.requireNonNull(fake, "it was not started");
    }

    private void end() {
        FakeQemu started = fake;
        if (started != null) {
            started.close();
        }
    }

    @Override
    public void close() {
        cleanUp.close();
    }
}

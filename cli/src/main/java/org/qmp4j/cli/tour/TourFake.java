package org.qmp4j.cli.tour;

import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.fake.FakeQemu;

/** A fake QEMU in this process, for hosts without QEMU. */
final class TourFake implements TourPeer {
    private final CleanUp cleanUp = CleanUp.onExit(this::end);
    private volatile @Nullable FakeQemu fake;

    @Override
    public void describe(TourOutput out) {
        out.explain("QEMU is not installed on this host. This tour uses a fake QEMU, which is a part of qmp4j.");
        out.explain(
                "For a tour with QEMU: 'apt-get install qemu-system-x86' on Debian and Ubuntu, or 'qmp try --qemu PROGRAM'.");
        out.commandLine("qmp fake --listen unix:" + socket() + " &");
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
    public String awaitExit() {
        started().whenEnded().join();
        return "The fake has ended.";
    }

    private FakeQemu started() {
        return Objects.requireNonNull(fake, "start() was not called");
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

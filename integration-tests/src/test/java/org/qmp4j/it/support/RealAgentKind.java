package org.qmp4j.it.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts qemu-ga itself, whose guest is this machine. */
public final class RealAgentKind implements QemuUnderTest.Kind {
    @Override
    public QemuUnderTest start(QemuUnderTest.Setting... settings) throws Exception {
        Path folder = RealQemu.newFolder();
        if (List.of(settings).contains(new QemuUnderTest.Frozen())) {
            // The agent believes that its guest is frozen, but it is not: freezing this machine would stop the test,
            // too.
            Files.createFile(folder.resolve("qga.state.isfrozen"));
        }
        return RealQemu.startGuestAgent(folder);
    }
}

package org.qmp4j.it.junit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.junit.MachineDefinition;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Kernel;
import org.qmp4j.machine.part.MachinePart;

/** The guest that scripts/fetch-guest makes: it runs each line of its console, and then asks for the next by {@link #PROMPT}. */
class TinyLinux implements MachineDefinition {
    static final String PROMPT = "guest> ";

    private final String moreWords;

    TinyLinux() {
        this("");
    }

    TinyLinux(String moreWords) {
        this.moreWords = moreWords;
    }

    @Override
    public List<MachinePart> parts(QemuInstallation qemu) {
        Path folder = Path.of(System.getProperty("qmp4j.guest", ""));
        assumeTrue(Files.exists(folder.resolve("kernel")), "there is no tiny Linux here: run scripts/fetch-guest");
        return List.of(Kernel.of(folder.resolve("kernel"))
                .initrd(folder.resolve("initramfs"))
                .commandLine(
                        "console=ttyS0 quiet lsm= mitigations=off nokaslr cryptomgr.notests audit=0 no_timer_check nowatchdog "
                                + moreWords));
    }
}

package org.qmp4j.junit.extension;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.machine.part.MachineType;

/** Which accelerators a QEMU can use on this host; it is tried once. */
final class Accelerators {
    private record Key(Path emulator, String accelerator) {}

    private static final Map<Key, Optional<String>> KNOWN = new ConcurrentHashMap<>();

    private Accelerators() {}

    /** Why an accelerator cannot be used; empty if it can. */
    static Optional<String> whyNot(QemuInstallation qemu, String accelerator) {
        Key key = new Key(qemu.emulator().toAbsolutePath(), accelerator);
        return KNOWN.computeIfAbsent(key, absent -> attempt(qemu, accelerator));
    }

    private static Optional<String> attempt(QemuInstallation qemu, String accelerator) {
        try {
            Machine.builder()
                    .name("probe")
                    .qemu(qemu)
                    .with(MachineType.of("none"), new Accelerator(List.of(accelerator)))
                    .start()
                    .close();
            return Optional.empty();
        } catch (MachineStartException refused) {
            return Optional.of("QEMU " + qemu.version() + " cannot use " + accelerator + " here: " + refused.words());
        }
    }
}

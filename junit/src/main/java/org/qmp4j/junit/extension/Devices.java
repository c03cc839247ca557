package org.qmp4j.junit.extension;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.qemu.command.QomListTypesCommand;
import org.qmp4j.qemu.type.ObjectTypeInfo;

/** Which devices a QEMU has; queried once. */
final class Devices {
    private static final Map<Path, Set<String>> KNOWN = new ConcurrentHashMap<>();

    private Devices() {}

    static Set<String> of(QemuInstallation qemu) {
        return KNOWN.computeIfAbsent(qemu.emulator().toAbsolutePath(), absent -> ask(qemu));
    }

    private static Set<String> ask(QemuInstallation qemu) {
        try (Machine probe = Machine.builder()
                .name("probe")
                .qemu(qemu)
                .with(MachineType.of("none"))
                .start()) {
            return probe
                    .client()
                    .execute(QomListTypesCommand.builder()
                            .implements_("device")
                            .abstract_(false)
                            .build())
                    .stream()
                    .map(ObjectTypeInfo::name)
                    .collect(Collectors.toUnmodifiableSet());
        }
    }
}

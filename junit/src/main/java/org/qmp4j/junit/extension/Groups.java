package org.qmp4j.junit.extension;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.junit.machine.CloseAll;
import org.qmp4j.junit.machine.DefaultAccelerator;
import org.qmp4j.junit.machine.MachineGroup;
import org.qmp4j.junit.machine.MachineSpec;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;

/**
 * The machines of a test class and of the classes in it; JUnit closes this after the last of their tests. JUnit 5.12 looks for
 * CloseableResource, later versions for AutoCloseable.
 */
final class Groups implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    static final Namespace NAMESPACE = Namespace.create(Groups.class);

    private static final String KEEP = "qmp4j.keep";

    /** Tests with equal keys share machines. */
    private record Key(
            Path emulator, List<QemuMachine> machines, Optional<Accelerator> accelerator, StartFrom startFrom) {}

    // Used by one test at a time: see OneTestAtATime.
    private final Map<Key, MachineGroup> groups = new HashMap<>();

    static Groups of(ExtensionContext context) {
        return outermost(context).getStore(NAMESPACE).getOrComputeIfAbsent(Groups.class);
    }

    private static ExtensionContext outermost(ExtensionContext context) {
        return context.getParent()
                .filter(parent -> parent.getTestClass().isPresent())
                .map(Groups::outermost)
                .orElse(context);
    }

    /** Whether the machines of a failed test keep running. */
    static boolean isKeeping(ExtensionContext context) {
        return context.getConfigurationParameter(KEEP, Boolean::parseBoolean).orElse(false);
    }

    MachineGroup of(QemuInstallation qemu, TestSettings settings, ExtensionContext context) {
        Key key = new Key(qemu.emulator(), settings.machines(), settings.accelerator(), settings.startFrom());
        return groups.computeIfAbsent(
                key,
                absent -> new MachineGroup(
                        qemu,
                        settings.machines().stream()
                                .map(machine -> new MachineSpec(machine, text -> TestSettings.fill(text, context)))
                                .toList(),
                        new MachineGroup.Settings(
                                settings.startFrom(),
                                settings.accelerator(),
                                DefaultAccelerator.ofThisJvm(),
                                isKeeping(context))));
    }

    @Override
    public void close() {
        List<Runnable> closes =
                groups.values().stream().<Runnable>map(group -> group::close).toList();
        groups.clear();
        CloseAll.of(closes);
    }
}

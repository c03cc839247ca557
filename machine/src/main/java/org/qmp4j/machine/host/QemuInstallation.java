package org.qmp4j.machine.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.process.Tool;

/**
 * One version's programs. They are looked at when they are asked for, and each answer is remembered by path for as long as
 * the JVM runs.
 *
 * <p>Immutable; all methods may be called by any thread.
 */
public final class QemuInstallation {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ConcurrentHashMap<Path, QemuVersion> VERSIONS = new ConcurrentHashMap<>();

    private final Path emulator;

    private QemuInstallation(Path emulator) {
        this.emulator = emulator;
    }

    /**
     * The installation that a program belongs to: {@code /usr/bin/qemu-system-x86_64}.
     *
     * @throws QemuNotFoundException if there is no such program that this user may run
     */
    public static QemuInstallation of(Path emulator) {
        if (!Files.isRegularFile(emulator) || !Files.isExecutable(emulator)) {
            throw new QemuNotFoundException("there is no program " + emulator + " that could be started");
        }
        return new QemuInstallation(emulator);
    }

    /** The emulator: {@code /usr/bin/qemu-system-x86_64}. */
    public Path emulator() {
        return emulator;
    }

    /**
     * What {@code --version} says.
     *
     * @throws ToolException if the program does not run, with its words
     */
    public QemuVersion version() {
        return VERSIONS.computeIfAbsent(emulator.toAbsolutePath(), program -> askVersion());
    }

    private QemuVersion askVersion() {
        Tool.Result result = ask("--version");
        return QemuVersion.in(result.words())
                .orElseThrow(() -> new ToolException(
                        emulator + " --version tells no version, but: "
                                + result.words().strip(),
                        result.words(),
                        null));
    }

    private Tool.Result ask(String... arguments) {
        List<String> command = new java.util.ArrayList<>(List.of(emulator.toString()));
        command.addAll(List.of(arguments));
        return Tool.run(command, PATIENCE);
    }

    /**
     * Another program of the same version: {@code qemu-img}, {@code qemu-storage-daemon}, {@code qemu-ga}.
     *
     * @return empty if there is none beside the emulator, nor in the {@code sbin} folder beside that
     */
    public Optional<Path> program(String name) {
        Path folder = emulator.toAbsolutePath().getParent();
        return Optional.ofNullable(folder).stream()
                .flatMap(bin -> java.util.stream.Stream.of(bin.resolve(name), bin.resolveSibling("sbin/" + name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The emulator's path. */
    @Override
    public String toString() {
        return emulator.toString();
    }
}

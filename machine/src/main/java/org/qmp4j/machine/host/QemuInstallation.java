package org.qmp4j.machine.host;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.error.ToolException;
import org.qmp4j.machine.process.Tool;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.QemuVersion;

/**
 * The programs of one QEMU version. The version of a program is determined once in a JVM.
 *
 * <p>Immutable; all methods may be called by any thread.
 */
public final class QemuInstallation {
    private static final Pattern VERSION =
            Pattern.compile("version (\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?: \\((.*)\\))?");
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final ConcurrentHashMap<Path, QemuVersion> VERSIONS = new ConcurrentHashMap<>();

    private final Path emulator;

    private QemuInstallation(Path emulator) {
        this.emulator = emulator;
    }

    /**
     * The installation that a program belongs to: {@code /usr/bin/qemu-system-x86_64}.
     *
     * @throws QemuNotFoundException if there is no such program that this user can execute
     */
    public static QemuInstallation of(Path emulator) {
        if (!Files.isRegularFile(emulator) || !Files.isExecutable(emulator)) {
            throw new QemuNotFoundException("cannot start " + emulator + ": there is no such executable file");
        }
        return new QemuInstallation(emulator);
    }

    /** The emulator: {@code /usr/bin/qemu-system-x86_64}. */
    public Path emulator() {
        return emulator;
    }

    /**
     * The version that {@code --version} prints.
     *
     * @throws ToolException if the program does not run, with its output
     */
    public QemuVersion version() {
        return VERSIONS.computeIfAbsent(emulator.toAbsolutePath(), program -> askVersion());
    }

    private QemuVersion askVersion() {
        Tool.Result result = Tool.run(List.of(emulator.toString(), "--version"), TIMEOUT);
        Matcher found = VERSION.matcher(result.output());
        if (!found.find()) {
            throw new ToolException(
                    emulator + " --version did not print a version, but:" + PeerText.output(result.text()),
                    result.text(),
                    null);
        }
        return new QemuVersion(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                Integer.parseInt(found.group(3)),
                Objects.requireNonNullElse(found.group(4), ""));
    }

    /** Whether its version begins with these numbers: {@code 10}, {@code 10.0} or {@code 10.0.13}. */
    public boolean isVersion(String prefix) {
        QemuVersion version = version();
        String numbers = version.major() + "." + version.minor() + "." + version.micro();
        return (numbers + ".").startsWith(prefix + ".");
    }

    /**
     * Another program of the same version: {@code qemu-img}, {@code qemu-storage-daemon}, {@code qemu-ga}.
     *
     * @return empty if there is none in the folder of the emulator, nor in the {@code sbin} folder next to it
     */
    public Optional<Path> program(String name) {
        Path folder = emulator.toAbsolutePath().getParent();
        return Optional.ofNullable(folder).stream()
                .flatMap(bin -> Stream.of(bin.resolve(name), bin.resolveSibling("sbin/" + name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * {@link #program}, or an exception.
     *
     * @throws QemuNotFoundException if there is none
     */
    public Path requireProgram(String name) {
        return program(name)
                .orElseThrow(() -> new QemuNotFoundException("there is no " + name + " in the folder of " + emulator
                        + ", nor in the sbin folder next to it"));
    }

    /** The emulator's path. */
    @Override
    public String toString() {
        return emulator.toString();
    }
}

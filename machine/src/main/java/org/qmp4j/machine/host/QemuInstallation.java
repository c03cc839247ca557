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
 * One version's programs. They are looked at when they are asked for, and each answer is remembered by path for as long as
 * the JVM runs.
 *
 * <p>Immutable; all methods may be called by any thread.
 */
public final class QemuInstallation {
    private static final Pattern VERSION =
            Pattern.compile("version (\\d{1,9})\\.(\\d{1,9})\\.(\\d{1,9})(?: \\((.*)\\))?");
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
        Tool.Result result = Tool.run(List.of(emulator.toString(), "--version"), PATIENCE);
        Matcher found = VERSION.matcher(result.output());
        if (!found.find()) {
            throw new ToolException(
                    emulator + " --version tells no version, but:" + PeerText.output(result.text()),
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
     * @return empty if there is none beside the emulator, nor in the {@code sbin} folder beside that
     */
    public Optional<Path> program(String name) {
        Path folder = emulator.toAbsolutePath().getParent();
        return Optional.ofNullable(folder).stream()
                .flatMap(bin -> Stream.of(bin.resolve(name), bin.resolveSibling("sbin/" + name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * As {@link #program}.
     *
     * @throws QemuNotFoundException if there is none, with where it was looked for
     */
    public Path requireProgram(String name) {
        return program(name)
                .orElseThrow(() -> new QemuNotFoundException(
                        "there is no " + name + " beside " + emulator + ", nor in the sbin folder beside that folder"));
    }

    /** The emulator's path. */
    @Override
    public String toString() {
        return emulator.toString();
    }
}

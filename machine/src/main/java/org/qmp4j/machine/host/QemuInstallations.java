package org.qmp4j.machine.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.error.ToolException;

/**
 * The folders that are searched for QEMU: first those in the system property {@code qmp4j.qemu.bin}, then the PATH, then those
 * into which newer versions are unpacked for tests, {@code ~/.cache/qmp4j/qemu/SUITE/bin}.
 *
 * <p>Immutable; all methods may be called by any thread.
 */
public final class QemuInstallations {
    /** The emulator that is searched for by default. */
    public static final String DEFAULT_EMULATOR = "qemu-system-x86_64";

    // A full emulator, not one of the variants such as qemu-system-x86_64-microvm.
    private static final Pattern EMULATOR = Pattern.compile("qemu-system-[a-z0-9_]+");

    private final List<Path> folders;
    private final String emulator;

    private QemuInstallations(List<Path> folders, String emulator) {
        this.folders = List.copyOf(folders);
        this.emulator = emulator;
    }

    /**
     * The folders of this host: those in the system property {@code qmp4j.qemu.bin}, separated by colons as in the PATH; the PATH;
     * the cache folder.
     */
    public static QemuInstallations ofThisHost() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty("qmp4j.qemu.bin")).ifPresent(path -> folders.addAll(split(path)));
        return of(folders, System.getenv());
    }

    /** The folders of an environment, from its variables {@code PATH}, {@code HOME} and {@code XDG_CACHE_HOME}. */
    public static QemuInstallations of(Map<String, String> variables) {
        return of(List.of(), variables);
    }

    private static QemuInstallations of(List<Path> first, Map<String, String> variables) {
        List<Path> folders = new ArrayList<>(first);
        folders.addAll(split(variables.getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")));
        cache(variables)
                .ifPresent(cache -> list(cache.resolve("qmp4j/qemu")).stream()
                        .map(suite -> suite.resolve("bin"))
                        .forEach(folders::add));
        return new QemuInstallations(folders, DEFAULT_EMULATOR);
    }

    /** Only these folders. */
    public static QemuInstallations in(List<Path> folders) {
        return new QemuInstallations(folders, DEFAULT_EMULATOR);
    }

    private static List<Path> split(String path) {
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    private static Optional<Path> cache(Map<String, String> variables) {
        return Optional.ofNullable(variables.get("XDG_CACHE_HOME"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .or(() -> Optional.ofNullable(variables.get("HOME")).map(home -> Path.of(home, ".cache")));
    }

    /** The content of a folder, sorted; empty if it cannot be read. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** The same folders, searched for another emulator: {@code qemu-system-aarch64}. */
    public QemuInstallations emulator(String name) {
        return new QemuInstallations(folders, name);
    }

    /** All QEMUs that exist, in the order of the folders. None of them is run. */
    public List<QemuInstallation> all() {
        return folders.stream()
                .map(folder -> folder.resolve(emulator))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .map(QemuInstallation::of)
                .toList();
    }

    /**
     * The first QEMU that exists. It is not run.
     *
     * @throws QemuNotFoundException if there is none, with the folders
     */
    public QemuInstallation first() {
        return all().stream().findFirst().orElseThrow(() -> notFound(Map.of()));
    }

    /**
     * The first QEMU that exists, or else an emulator of another architecture. It is not run.
     *
     * @return empty if there is no emulator
     */
    public Optional<QemuInstallation> firstOfAnyKind() {
        return all().stream()
                .findFirst()
                .or(() -> folders.stream()
                        .flatMap(folder -> list(folder).stream())
                        .filter(file ->
                                EMULATOR.matcher(file.getFileName().toString()).matches())
                        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                        .findFirst()
                        .map(QemuInstallation::of));
    }

    /**
     * The program of this name: a path, or a file in one of the folders.
     *
     * @throws QemuNotFoundException if there is none that can be executed
     */
    public QemuInstallation named(Path name) {
        if (name.getNameCount() > 1 || name.isAbsolute()) {
            return QemuInstallation.of(name);
        }
        return folders.stream()
                .map(folder -> folder.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .map(QemuInstallation::of)
                .orElseGet(() -> QemuInstallation.of(name));
    }

    /**
     * The first QEMU whose version begins with these numbers.
     *
     * @param prefix {@code 10}, {@code 10.0} or {@code 10.0.13}
     * @throws QemuNotFoundException if there is none, with the QEMUs that were found and the folders
     */
    public QemuInstallation version(String prefix) {
        Map<Path, String> others = new LinkedHashMap<>();
        for (QemuInstallation candidate : all()) {
            try {
                if (candidate.isVersion(prefix)) {
                    return candidate;
                }
                others.put(candidate.emulator(), candidate.version().toString());
            } catch (ToolException broken) {
                others.put(candidate.emulator(), broken.getMessage());
            }
        }
        throw new QemuNotFoundException(
                "there is no " + emulator + " of version " + prefix + " on this host: " + found(others));
    }

    private QemuNotFoundException notFound(Map<Path, String> others) {
        return new QemuNotFoundException("there is no " + emulator + " on this host: " + found(others));
    }

    private String found(Map<Path, String> others) {
        String searched = "searched in " + folders.stream().map(Path::toString).collect(Collectors.joining(", "));
        return others.isEmpty()
                ? searched
                : others.entrySet().stream()
                                .map(other -> other.getKey() + " is " + other.getValue())
                                .collect(Collectors.joining("; "))
                        + "; " + searched;
    }
}

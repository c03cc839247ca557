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
 * Where QEMUs may be: the folders that the system property {@code qmp4j.qemu.bin} names first, then those of the PATH, then
 * those where newer ones are unpacked for tests, {@code ~/.cache/qmp4j/qemu/SUITE/bin}.
 *
 * <p>Immutable; all methods may be called by any thread.
 */
public final class QemuInstallations {
    /** The emulator of this kind of machines, which is looked for where nothing else is said. */
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
     * Those of this host: the folders in the system property {@code qmp4j.qemu.bin} if there is one, with colons between
     * them as in the PATH; the PATH; the cache folder.
     */
    public static QemuInstallations ofThisHost() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getProperty("qmp4j.qemu.bin")).ifPresent(path -> folders.addAll(split(path)));
        return of(folders, System.getenv());
    }

    /** Those of an environment, whose variables {@code PATH}, {@code HOME} and {@code XDG_CACHE_HOME} count. */
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

    /** Those in these folders. */
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

    /** What is in a folder, in order; nothing where it cannot be read. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }

    /** The same places, searched for another emulator: {@code qemu-system-aarch64}. */
    public QemuInstallations emulator(String name) {
        return new QemuInstallations(folders, name);
    }

    /** All that are there, in the order of the folders; none of them has been run. */
    public List<QemuInstallation> all() {
        return folders.stream()
                .map(folder -> folder.resolve(emulator))
                .filter(program -> Files.isRegularFile(program) && Files.isExecutable(program))
                .map(QemuInstallation::of)
                .toList();
    }

    /**
     * The first that is there; it has not been run.
     *
     * @throws QemuNotFoundException if there is none, with where it was looked for
     */
    public QemuInstallation first() {
        return all().stream().findFirst().orElseThrow(() -> notFound(Map.of()));
    }

    /**
     * The first that is there, or where there is none an emulator for other machines; it has not been run.
     *
     * @return empty if there is none of any kind
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
     * The program of that name: a path, or one in the folders.
     *
     * @throws QemuNotFoundException if there is none that could be started
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
     * The first whose version begins with these numbers.
     *
     * @param prefix {@code 10}, {@code 10.0} or {@code 10.0.13}
     * @throws QemuNotFoundException if there is none, with what was found instead and where it was looked
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
                "there is no " + emulator + " of version " + prefix + " on this host: " + told(others));
    }

    private QemuNotFoundException notFound(Map<Path, String> others) {
        return new QemuNotFoundException("there is no " + emulator + " on this host: " + told(others));
    }

    private String told(Map<Path, String> others) {
        String looked = "looked in " + folders.stream().map(Path::toString).collect(Collectors.joining(", "));
        return others.isEmpty()
                ? looked
                : others.entrySet().stream()
                                .map(other -> other.getKey() + " is " + other.getValue())
                                .collect(Collectors.joining("; "))
                        + "; " + looked;
    }
}

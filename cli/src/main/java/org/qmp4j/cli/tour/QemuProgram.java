package org.qmp4j.cli.tour;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.client.error.QmpConnectException;

/** Finds a QEMU on this host: on the PATH, or in the folder where newer ones are unpacked for tests. */
public final class QemuProgram {
    private static final String FAVOURITE = "qemu-system-x86_64";
    // A full emulator, not one of the variants such as qemu-system-x86_64-microvm.
    private static final Pattern EMULATOR = Pattern.compile("qemu-system-[a-z0-9_]+");

    private final Environment environment;

    /** A search in that environment. */
    public QemuProgram(Environment environment) {
        this.environment = environment;
    }

    /**
     * The program of that name: a path, or one on the PATH.
     *
     * @throws QmpConnectException if there is none that can be started
     */
    public Path named(Path name) {
        Stream<Path> candidates = name.getNameCount() > 1 || name.isAbsolute()
                ? Stream.of(name)
                : path().stream().map(folder -> folder.resolve(name));
        return candidates
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst()
                .orElseThrow(
                        () -> new QmpConnectException("there is no program " + name + " that could be started", null));
    }

    /** A QEMU of this host, installed if there is none; empty where none can be had. */
    public Optional<Path> findOrInstall() {
        Optional<Path> found = find();
        if (found.isPresent()) {
            return found;
        }
        new AptInstallation(environment).run();
        return find();
    }

    /** A QEMU of this host; empty where there is none. */
    public Optional<Path> find() {
        return inFolders(path()).or(() -> inFolders(cache()));
    }

    private List<Path> path() {
        String path = environment.variable("PATH").orElse("/usr/local/bin:/usr/bin:/bin");
        return Stream.of(path.split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList();
    }

    /** The folders of unpacked QEMUs. */
    private List<Path> cache() {
        Optional<Path> caches = environment
                .variable("XDG_CACHE_HOME")
                .map(Path::of)
                .or(() -> environment.variable("HOME").map(home -> Path.of(home, ".cache")));
        return caches.map(folder -> list(folder.resolve("qmp4j/qemu"))).orElse(List.of()).stream()
                .map(suite -> suite.resolve("bin"))
                .toList();
    }

    private static Optional<Path> inFolders(List<Path> folders) {
        return folders.stream()
                .map(folder -> folder.resolve(FAVOURITE))
                .filter(Files::isExecutable)
                .findFirst()
                .or(() -> folders.stream()
                        .flatMap(folder -> list(folder).stream())
                        .filter(file ->
                                EMULATOR.matcher(file.getFileName().toString()).matches())
                        .filter(Files::isExecutable)
                        .findFirst());
    }

    /** What is in a folder, in order; nothing where it cannot be read. */
    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted(Comparator.naturalOrder()).toList();
        } catch (IOException | UncheckedIOException unreadable) {
            return List.of();
        }
    }
}

package org.qmp4j.it.schema;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The versions of QEMU on this machine: those on the PATH, and those that {@code scripts/fetch-qemu} has unpacked. */
final class InstalledQemu {
    private InstalledQemu() {}

    /** The {@code qemu-system-x86_64} of a version such as 10.0; empty where there is none. */
    static Optional<Path> find(String version) throws IOException {
        return Stream.concat(fetched(), onThePath())
                .map(folder -> folder.resolve(Introspected.SYSTEM))
                .filter(Files::isExecutable)
                .filter(program -> printedBy(program).startsWith("QEMU emulator version " + version + "."))
                .findFirst();
    }

    private static Stream<Path> onThePath() {
        return Arrays.stream(System.getenv("PATH").split(":")).map(Path::of);
    }

    private static Stream<Path> fetched() throws IOException {
        String cache = System.getenv("XDG_CACHE_HOME");
        Path folder =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path suites = folder.resolve("qmp4j/qemu");
        if (!Files.isDirectory(suites)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(suites)) {
            return all.map(suite -> suite.resolve("bin")).toList().stream();
        }
    }

    private static String printedBy(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            return "";
        }
    }
}

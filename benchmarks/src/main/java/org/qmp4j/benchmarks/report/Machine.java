package org.qmp4j.benchmarks.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The machine and the software versions of the measurement. */
final class Machine {
    private Machine() {}

    static Map<String, String> description() throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        String processor = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
        lines.put("processor", processor + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        lines.put("kernel", firstLine("uname", "-sr"));
        lines.put("newest JDK", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        lines.put("JDK 17", firstLine(Places.java17(), "--version"));
        lines.put("QEMU of this system", firstLine(Places.qemu(false), "--version"));
        lines.put("the newest QEMU", firstLine(Places.qemu(true), "--version"));
        lines.put("Python", firstLine("python3", "--version"));
        lines.put("C compiler", firstLine("cc", "--version") + ", -O2");
        lines.put("revision", firstLine("git", "describe", "--always", "--dirty"));
        return lines;
    }

    private static String firstLine(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return printed.lines().findFirst().orElse("");
    }
}

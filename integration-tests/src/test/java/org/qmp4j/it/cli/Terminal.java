package org.qmp4j.it.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.RealQemu;

/** Runs the program on a terminal, which {@code script} creates. */
final class Terminal {
    private Terminal() {}

    /** Runs the program and returns all output on the terminal, including standard error. */
    static String run(Map<String, String> variables, String... words) throws Exception {
        Path folder = RealQemu.newFolder();
        try {
            StringBuilder shell = new StringBuilder("exec");
            for (String word : QmpProgram.command(folder, words)) {
                shell.append(" '").append(word).append('\'');
            }
            Path command = TryIT.script(folder.resolve("command"), shell.toString());
            ProcessBuilder builder = new ProcessBuilder("script", "-qec", command.toString(), "/dev/null")
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(folder.resolve("screen").toFile())
                    .redirectErrorStream(true);
            builder.environment().keySet().removeAll(List.of("NO_COLOR", "QMP_ADDRESS", "QMP_DEBUG"));
            builder.environment().put("TERM", "xterm");
            builder.environment().putAll(variables);
            Process terminal = builder.start();
            try {
                if (!terminal.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new AssertionError("has not ended: " + Files.readString(folder.resolve("screen")));
                }
                return Files.readString(folder.resolve("screen")).replace("\r\n", "\n");
            } finally {
                terminal.descendants().forEach(ProcessHandle::destroyForcibly);
                terminal.destroyForcibly().onExit().join();
            }
        } finally {
            RealQemu.removeFolder(folder);
        }
    }
}

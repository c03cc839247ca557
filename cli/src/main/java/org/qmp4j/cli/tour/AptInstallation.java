package org.qmp4j.cli.tour;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;

/** Installs QEMU with apt, if this user may do that without a password. */
final class AptInstallation {
    private static final String PACKAGE = "qemu-system-x86";
    private static final Path APT_GET = Path.of("/usr/bin/apt-get");
    private static final String TIMEOUT_SECONDS = "600";

    private final Environment environment;

    AptInstallation(Environment environment) {
        this.environment = environment;
    }

    /** Installs QEMU if that is possible. Prints a message before, and the reason of a failure. */
    void run() {
        if (!Files.isExecutable(APT_GET)) {
            return;
        }
        boolean isRoot = succeeds(List.of("sh", "-c", "test \"$(id -u)\" = 0"));
        if (!isRoot && !succeeds(List.of("sudo", "-n", "true"))) {
            return;
        }
        environment.printMessage(
                "QEMU was not found: installing " + PACKAGE + " with apt-get, which takes a few minutes");
        List<String> asRoot = isRoot ? List.of() : List.of("sudo", "-n");
        List<String> install =
                List.of("install", "-y", "-q", "-o", "DPkg::Lock::Timeout=60", "--no-install-recommends", PACKAGE);
        // The package lists may be old or missing. Updating them takes long, so first try without.
        if (!apt(asRoot, install, false) && apt(asRoot, List.of("update", "-q"), true)) {
            apt(asRoot, install, true);
        }
    }

    private boolean apt(List<String> asRoot, List<String> arguments, boolean reportFailure) {
        List<String> command = new ArrayList<>(asRoot);
        command.addAll(
                List.of("timeout", TIMEOUT_SECONDS, "env", "DEBIAN_FRONTEND=noninteractive", APT_GET.toString()));
        command.addAll(arguments);
        Result result = execute(command);
        if (result.exitCode() != 0 && reportFailure) {
            environment.printMessage("'apt-get " + arguments.get(0) + "' failed with exit code " + result.exitCode()
                    + ": " + result.lastLine());
        }
        return result.exitCode() == 0;
    }

    private static boolean succeeds(List<String> command) {
        return execute(command).exitCode() == 0;
    }

    private record Result(int exitCode, String lastLine) {}

    private static Result execute(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Redirect.from(new File("/dev/null")))
                    .start();
            CleanUp onSignal = CleanUp.onExit(process::destroy);
            try (onSignal;
                    InputStream output = process.getInputStream()) {
                String text = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
                return new Result(process.waitFor(), text.substring(text.lastIndexOf('\n') + 1));
            }
        } catch (IOException noSuchProgram) {
            return new Result(-1, String.valueOf(noSuchProgram.getMessage()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Result(-1, "interrupted");
        }
    }
}

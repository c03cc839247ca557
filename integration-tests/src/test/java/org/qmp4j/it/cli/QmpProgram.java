package org.qmp4j.it.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.RealQemu;

/** The program in a separate process, with the same JVM as this one. */
final class QmpProgram implements AutoCloseable {
    // The same options as in the launcher in the root of the source tree.
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8");
    private static final String MAIN_CLASS = "org.qmp4j.cli.QmpCommandLine";

    private final Path folder;
    private final Process process;

    private QmpProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** The exit code and the output of the program. */
    record Result(int exitCode, String output, String errors) {}

    /** Runs the program until it ends, without standard input. */
    static Result run(String... words) throws Exception {
        return runWith("", words);
    }

    /** Runs the program until it ends, with this standard input. */
    static Result runWith(String input, String... words) throws Exception {
        try (QmpProgram program = start(words)) {
            program.type(input);
            program.endInput();
            return program.await();
        }
    }

    /** Starts the program. */
    static QmpProgram start(String... words) throws IOException {
        return start(new Setting(), words);
    }

    static QmpProgram start(Setting setting, String... words) throws IOException {
        Path folder = RealQemu.newFolder();
        List<String> command = new ArrayList<>(setting.launcher());
        command.addAll(command(folder, words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("stdout").toFile())
                .redirectError(folder.resolve("stderr").toFile());
        builder.environment().keySet().removeAll(List.of("QMP_ADDRESS", "QMP_DEBUG", "NO_COLOR"));
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().putAll(setting.variables());
        return new QmpProgram(folder, builder.start());
    }

    /** The command line of the program. Its temporary folder is {@code tmp} in the given folder. */
    static List<String> command(Path folder, String... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN_CLASS));
        command.addAll(List.of(words));
        return command;
    }

    Process process() {
        return process;
    }

    /** The folder for its temporary files. */
    Path temporaryFolder() {
        return folder.resolve("tmp");
    }

    /** Writes to its standard input, at once. */
    void type(String text) throws IOException {
        OutputStream input = process.getOutputStream();
        try {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            input.flush();
        } catch (IOException endedWithoutReading) {
            if (process.isAlive()) {
                throw endedWithoutReading;
            }
        }
    }

    void endInput() throws IOException {
        try {
            process.getOutputStream().close();
        } catch (IOException endedWithoutReading) {
            // Unread input is ignored.
        }
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("stdout"));
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    /** Waits until standard output contains this text. */
    void awaitOutput(String text) throws Exception {
        Await.until("'" + text + "' on standard output", () -> requireAliveOr(output().contains(text)));
    }

    /** Waits until standard error contains this text. */
    void awaitErrors(String text) throws Exception {
        Await.until("'" + text + "' on standard error", () -> requireAliveOr(errors().contains(text)));
    }

    private boolean requireAliveOr(boolean done) throws IOException {
        if (!done && !process.isAlive()) {
            throw new AssertionError("ended with " + process.exitValue() + ": " + output() + errors());
        }
        return done;
    }

    /** Sends a signal by its name, such as {@code INT}. */
    void signal(String name) throws Exception {
        kill(name, String.valueOf(process.pid()));
    }

    /** Sends a signal to its process group, as a terminal does. Requires {@link Setting#terminal()}. */
    void signalGroup(String name) throws Exception {
        kill(name, "-" + process.pid());
    }

    private static void kill(String name, String target) throws Exception {
        int code = new ProcessBuilder("bash", "-c", "kill -s " + name + " -- " + target)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("kill -s " + name + " failed with code " + code);
        }
    }

    /** Waits until the program has ended. */
    Result await() throws Exception {
        if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("has not ended: " + output() + errors());
        }
        return new Result(process.exitValue(), output(), errors());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        RealQemu.removeFolder(folder);
    }
}

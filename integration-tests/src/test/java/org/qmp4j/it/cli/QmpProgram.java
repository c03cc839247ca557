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

/** The program as a process of its own, in a JVM like this one. */
final class QmpProgram implements AutoCloseable {
    // As the launcher in the root of the source tree starts it.
    private static final List<String> JVM_OPTIONS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData", "-Dfile.encoding=UTF-8");
    private static final String MAIN_CLASS = "org.qmp4j.cli.QmpCommandLine";

    private final Path folder;
    private final Process process;

    private QmpProgram(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** What it left: its exit code, and all that it wrote. */
    record Result(int exitCode, String output, String errors) {}

    /** Runs it to its end, with nothing on standard input. */
    static Result run(String... words) throws Exception {
        return runWith("", words);
    }

    /** Runs it to its end, with that on standard input. */
    static Result runWith(String input, String... words) throws Exception {
        try (QmpProgram program = start(words)) {
            program.type(input);
            program.endInput();
            return program.await();
        }
    }

    /** Starts it. */
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

    /** The words that start it; its temporary folder is {@code tmp} in that folder. */
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

    /** What it has for temporary files. */
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
            // What was not read is not missed.
        }
    }

    String output() throws IOException {
        return Files.readString(folder.resolve("stdout"));
    }

    String errors() throws IOException {
        return Files.readString(folder.resolve("stderr"));
    }

    /** Waits until standard output holds that text. */
    void awaitOutput(String text) throws Exception {
        Await.until("'" + text + "' on standard output", () -> requireAliveOr(output().contains(text)));
    }

    /** Waits until standard error holds that text. */
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

    /** Sends a signal to its process group as a terminal does; only where {@link Setting#terminal()} has made it one. */
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

    /** Waits for its end. */
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

package org.qmp4j.cli;

import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.fake.Recorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp record}: writes down what a client and a QEMU say. */
@Command(
        name = "record",
        header = "Writes down what a client and a QEMU say to each other.",
        description = {
            "",
            "Listens on a socket of its own, passes on to the QEMU at ADDRESS what a client sends there, and back what QEMU"
                    + " says. Both are written to FILE, a line of JSON each with its time in microseconds; secrets are"
                    + " blotted out. 'qmp fake --replay FILE' says it again. Ends when QEMU closes a connection, or by Ctrl-C;"
                    + " where no client is connected, it notices that QEMU is gone when the next one comes."
        },
        footer = {
            "",
            "Example:",
            "  qmp record unix:/tmp/vm.qmp talk.ndjson --listen unix:/tmp/recorded.qmp",
            "  qmp exec unix:/tmp/recorded.qmp query-status"
        })
final class RecordCommand implements Callable<Integer> {
    private final Environment environment;

    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            description = "The QEMU's monitor: unix:PATH, tcp:HOST:PORT or a path.")
    private String address = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Where to write; an old recording is overwritten, any other file refused.")
    private Path file = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where clients are to connect (default: a socket in a new folder).")
    private @Nullable String listen;

    RecordCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        SocketAddress qemu = ListenAddress.parse(address);
        Recorder recorder = start(qemu);
        CleanUp cleanUp = CleanUp.by(recorder::close);
        try (cleanUp) {
            environment.tell("recording; connect to " + ListenAddress.text(recorder.address()));
            awaitEnd(recorder);
            environment.tell("QEMU is gone; what was said is in " + file);
        }
        return ExitCode.DONE;
    }

    private static void awaitEnd(Recorder recorder) {
        try {
            recorder.qemuGone().join();
        } catch (CompletionException failed) {
            Throwable reason = Optional.ofNullable(failed.getCause()).orElse(failed);
            throw new QmpConnectException(String.valueOf(reason.getMessage()), reason);
        }
    }

    private Recorder start(SocketAddress qemu) {
        try {
            return listen == null
                    ? Recorder.start(qemu, file)
                    : Recorder.start(qemu, file, ListenAddress.parse(listen));
        } catch (UncheckedIOException failed) {
            throw new QmpConnectException(String.valueOf(failed.getMessage()), failed);
        }
    }
}

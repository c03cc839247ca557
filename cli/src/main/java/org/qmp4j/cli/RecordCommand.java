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

/** {@code qmp record}: records the conversation of clients with a QEMU. */
@Command(
        name = "record",
        header = "Records the conversation of clients with a QEMU.",
        description = {
            "",
            "Accepts clients on a separate socket, forwards their messages to the QEMU at ADDRESS, and forwards QEMU's messages"
                    + " to them. Each message is written to FILE as a line of JSON with its time in microseconds. Secrets"
                    + " are masked. 'qmp fake --replay FILE' replays the recording. The program ends when QEMU closes a"
                    + " connection, or on Ctrl-C. While no client is connected, it does not notice that QEMU has ended"
                    + " until the next client connects."
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
            description = "The monitor of QEMU: unix:PATH, tcp:HOST:PORT or a path.")
    private String address = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description =
                    "The file for the recording. An old recording is overwritten; any other existing file is an error.")
    private Path file = Path.of("");

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where clients connect (default: a socket in a new folder).")
    private @Nullable String listen;

    RecordCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        SocketAddress qemu = ListenAddress.parse(address);
        Recorder recorder = start(qemu);
        CleanUp cleanUp = CleanUp.onExit(recorder::close);
        try (cleanUp) {
            environment.printMessage("recording; connect to " + ListenAddress.text(recorder.address()));
            awaitEnd(recorder);
            environment.printMessage("QEMU closed the connection; the recording is in " + file);
        }
        return ExitCode.SUCCESS;
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

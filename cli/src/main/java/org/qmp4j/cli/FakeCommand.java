package org.qmp4j.cli;

import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.fake.FakeGuestAgent;
import org.qmp4j.fake.FakePeer;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.Replay;
import org.qmp4j.fake.Transcript;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.schema.KnownSchemas;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code qmp fake}: runs a fake QEMU for tests of programs in any language. */
@Command(
        name = "fake",
        header = "Runs a fake QEMU for tests of programs in any language.",
        description = {
            "",
            "The fake behaves as QEMU does, and rejects what QEMU's schema does not allow. A small model of a machine answers"
                    + " commands: run state, block nodes, jobs, devices, objects, a migration. It ends on Ctrl-C, or when a"
                    + " client sends quit."
        },
        footer = {
            "",
            "Examples:",
            "  qmp fake --listen unix:/tmp/fake.qmp",
            "  qmp fake --listen tcp:127.0.0.1:4444 --schema 7.2",
            "  qmp fake --replay talk.ndjson"
        })
final class FakeCommand implements Callable<Integer> {
    private final Environment environment;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where to listen: unix:PATH, tcp:HOST:PORT or a path (default: a socket in a new folder).")
    private @Nullable String listen;

    @Option(
            names = "--schema",
            paramLabel = "SCHEMA",
            description =
                    "The schema of the fake: a known version, a file of facts or introspection, or the address of a"
                            + " running QEMU (default: the newest known version).")
    private @Nullable String schema;

    @Option(
            names = "--guest-agent",
            description = "Runs a fake guest agent instead; then --schema must be a known version.")
    private boolean guestAgent;

    @Option(names = "--pretty", description = "Writes JSON on several lines, as a monitor with pretty=on does.")
    private boolean pretty;

    @Option(names = "--replay", paramLabel = "FILE", description = "Replays a file that 'qmp record' has written.")
    private @Nullable Path replay;

    @Option(names = "--lenient", description = "With --replay: accepts the recorded commands in any order.")
    private boolean lenient;

    FakeCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (replay != null && (schema != null || guestAgent || pretty)) {
            throw new UsageException(
                    "--replay can only be combined with --listen and --lenient: the file determines the rest");
        }
        if (guestAgent && pretty) {
            throw new UsageException(
                    "--pretty cannot be combined with --guest-agent: a guest agent has no such setting");
        }
        if (lenient && replay == null) {
            throw new UsageException("--lenient requires --replay");
        }
        try {
            return replay != null ? serve(replay) : serve();
        } catch (UncheckedIOException failed) {
            throw new QmpConnectException(String.valueOf(failed.getMessage()), failed);
        }
    }

    private int serve() {
        FakePeer fake = guestAgent ? agent() : qemu();
        CleanUp cleanUp = CleanUp.onExit(fake::close);
        try (cleanUp) {
            printAddress(guestAgent ? "a fake guest agent" : "a fake QEMU", fake.address());
            fake.whenEnded().join();
        }
        return ExitCode.SUCCESS;
    }

    private int serve(Path file) {
        Replay.Order order = lenient ? Replay.Order.LENIENT : Replay.Order.STRICT;
        Transcript transcript = transcript(file);
        Replay served = listen == null
                ? Replay.start(transcript, order)
                : Replay.start(transcript, order, ListenAddress.parse(listen));
        CleanUp cleanUp = CleanUp.onExit(served::close);
        try (cleanUp) {
            printAddress("a replay of " + file, served.address());
            served.whenEnded().join();
            served.differences().forEach(environment::printMessage);
        }
        return ExitCode.SUCCESS;
    }

    private static Transcript transcript(Path file) {
        try {
            return Transcript.read(file);
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong);
        }
    }

    private void printAddress(String what, SocketAddress address) {
        environment.printMessage(what + " listens on " + ListenAddress.text(address));
    }

    private FakeQemu qemu() {
        FakeQemu.Builder builder = FakeQemu.builder().pretty(pretty);
        if (listen != null) {
            builder.listen(ListenAddress.parse(listen));
        }
        if (schema == null || KnownSchemas.versions().contains(schema)) {
            return (schema == null ? builder : builder.version(schema)).start();
        }
        SchemaSource.Versioned read = SchemaSource.readWithVersion(schema);
        QemuVersion version = read.version();
        return builder.schema(read.schema(), version.major(), version.minor(), version.micro())
                .start();
    }

    private FakeGuestAgent agent() {
        FakeGuestAgent.Builder builder = FakeGuestAgent.builder();
        if (listen != null) {
            builder.listen(ListenAddress.parse(listen));
        }
        if (schema != null) {
            if (!KnownSchemas.versions().contains(schema)) {
                throw new UsageException("the schema of a guest agent must be one of " + KnownSchemas.versions());
            }
            builder.version(schema);
        }
        return builder.start();
    }
}

package org.qmp4j.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.CleanUp;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.program.ExitCode;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.error.QmpDisconnectedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;
import org.qmp4j.machine.part.DefaultDevices;
import org.qmp4j.machine.part.RawArguments;
import org.qmp4j.protocol.RawEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code qmp run}: a machine of one's own, and its monitor. */
@Command(
        name = "run",
        header = "Starts a machine and attaches to its monitor.",
        description = {
            "",
            "Each line of standard input is a command with its arguments, as 'qmp exec' takes them, or a whole message in"
                    + " JSON. Replies and events go to standard output. QEMU-ARGUMENTs are QEMU's own; the monitor is"
                    + " added to them, and a display only where they ask for one.",
            "Others can reach the machine meanwhile: standard error tells how. It is ended with its files at the end of"
                    + " standard input and on Ctrl-C; this ends when QEMU does."
        },
        footer = {
            "",
            "Examples:",
            "  qmp run",
            "  qmp run --version 10.0 -- -m 512M -drive file=disk.qcow2",
            "  echo query-status | qmp run -- -machine none"
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration WITHOUT_END = Duration.ofDays(36_500);
    private static final Duration TO_DIE = Duration.ofSeconds(10);

    private final Environment environment;

    @Mixin
    private final OutputOptions outputOptions;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "Which QEMU, by the first numbers of its version: 10, 10.0 (default: the first on the PATH).")
    private @Nullable String version;

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            description = "The QEMU to start: a path, or a name on the PATH, such as qemu-system-aarch64.")
    private @Nullable Path program;

    @Parameters(arity = "0..*", paramLabel = "QEMU-ARGUMENT", description = "What QEMU is started with.")
    private List<String> arguments = new ArrayList<>();

    RunCommand(Environment environment) {
        this.environment = environment;
        this.outputOptions = new OutputOptions(environment);
    }

    @Override
    public Integer call() {
        JsonStyle style = outputOptions.forEachOfMany();
        // A signal ends the machine as well, by a hook of its own.
        try (Machine vm = start()) {
            tellOf(vm);
            TypedLines lines = new TypedLines(environment, style, vm);
            lines.follow();
            follow(vm.client().earlyEvents(), new EventLines(environment, style));
            lines.awaitReply();
            return end(vm.awaitExit(TO_DIE));
        }
    }

    private Machine start() {
        QemuInstallation qemu = select();
        try {
            return Machine.builder()
                    .qemu(qemu)
                    .with(new DefaultDevices(), new RawArguments(arguments))
                    .connect(ConnectOptions.builder().subscribe().build())
                    .attachable()
                    .start();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException(wrong);
        }
    }

    private QemuInstallation select() {
        if (program != null && version != null) {
            throw new UsageException("--qemu and --version both say which QEMU");
        }
        QemuInstallations places = QemuInstallations.of(environment.variables());
        if (program != null) {
            return places.named(program);
        }
        return version == null ? places.first() : places.version(version);
    }

    private void tellOf(Machine vm) {
        environment.tell("QEMU " + vm.client().greeting().version() + " runs as process " + vm.pid() + "; started as");
        environment.printLine("  " + vm.commandLine());
        environment.tell("type a command, such as query-status; from elsewhere it is reached by");
        environment.printLine("  qmp exec " + Endpoint.unix(vm.attachSocket().orElseThrow()) + " query-status");
    }

    private static void follow(EventSubscription<RawEvent> events, EventLines lines) {
        try {
            while (true) {
                lines.print(events.nextItem(WITHOUT_END));
            }
        } catch (QmpDisconnectedException over) {
            // How it ended is told by the process.
        }
    }

    private int end(MachineExit exit) {
        if (!CleanUp.isEndedBySignal()) {
            environment.tell(exit.toString());
        }
        return exit.kind() == MachineExit.Kind.ORDERLY ? ExitCode.DONE : ExitCode.CONNECTION_LOST;
    }
}

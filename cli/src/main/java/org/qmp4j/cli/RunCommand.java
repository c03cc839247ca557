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
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.error.QmpEventsClosedException;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.ConnectOptions;
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

/** {@code qmp run}: starts a QEMU and connects to its monitor. */
@Command(
        name = "run",
        header = "Starts a QEMU and connects standard input and output to its monitor.",
        description = {
            "",
            "Each line of standard input is a command with its arguments, as for 'qmp exec', or a whole message in JSON."
                    + " Replies and events go to standard output. QEMU-ARGUMENTs are passed to QEMU; the program adds a"
                    + " monitor, and opens no window unless they contain -display.",
            "Other programs can connect to QEMU meanwhile: standard error shows how. At the end of standard input and on"
                    + " Ctrl-C, QEMU is stopped and its files are removed. The program also ends when QEMU ends."
        },
        footer = {
            "",
            "Examples:",
            "  qmp run",
            "  qmp run --version 10.0 -- -m 512M -drive file=disk.qcow2",
            "  echo query-status | qmp run -- -machine none"
        })
final class RunCommand implements Callable<Integer> {
    private static final Duration NO_TIMEOUT = Duration.ofDays(36_500);
    private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(10);

    private final Environment environment;

    @Mixin
    private final OutputOptions outputOptions;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "The version of QEMU, or its first numbers: 10, 10.0 (default: the first QEMU on the PATH).")
    private @Nullable String version;

    @Option(
            names = "--qemu",
            paramLabel = "PROGRAM",
            description = "The QEMU to start: a path, or a name on the PATH, such as qemu-system-aarch64.")
    private @Nullable Path program;

    @Parameters(arity = "0..*", paramLabel = "QEMU-ARGUMENT", description = "Arguments for QEMU.")
    private List<String> arguments = new ArrayList<>();

    RunCommand(Environment environment) {
        this.environment = environment;
        this.outputOptions = new OutputOptions(environment);
    }

    @Override
    public Integer call() {
        JsonStyle style = outputOptions.forEachOfMany();
        // If a signal ends the program, the machine's own hook stops the machine.
        try (Machine vm = start()) {
            describe(vm);
            InputLines lines = new InputLines(environment, style, vm);
            lines.start();
            printEvents(vm.client().earlyEvents().orElseThrow(), new EventPrinter(environment, style));
            lines.awaitReply();
            return end(vm.awaitExit(EXIT_TIMEOUT));
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
            throw new UsageException("give either --qemu or --version, not both");
        }
        QemuInstallations installations = QemuInstallations.of(environment.variables());
        if (program != null) {
            return installations.named(program);
        }
        return version == null ? installations.first() : installations.version(version);
    }

    private void describe(Machine vm) {
        environment.printMessage(
                "QEMU " + vm.client().greeting().version() + " runs as process " + vm.pid() + "; its command line is");
        environment.printPlainMessage("  " + vm.commandLine());
        environment.printMessage("type a command, such as query-status; another program can connect to the same QEMU:");
        environment.printPlainMessage(
                "  qmp exec " + Endpoint.unix(vm.attachSocket().orElseThrow()) + " query-status");
    }

    private static void printEvents(EventSubscription<RawEvent> events, EventPrinter printer) {
        try {
            while (true) {
                printer.print(events.nextItem(NO_TIMEOUT));
            }
        } catch (QmpEventsClosedException closed) {
            // The exit of the process shows the reason.
        }
    }

    private int end(MachineExit exit) {
        if (!CleanUp.isEndedBySignal()) {
            environment.printMessage(exit.toString());
        }
        return exit.kind() == MachineExit.Kind.ORDERLY ? ExitCode.SUCCESS : ExitCode.CONNECTION_LOST;
    }
}

package org.qmp4j.cli.tour;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.qmp4j.cli.json.JsonPrinter;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.request.RelayedCommand;
import org.qmp4j.cli.request.Request;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JsonParser;

/** A demonstration of QMP: starts a QEMU, sends commands, and shows replies, events and an error. */
public final class Tour {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TourOutput out;
    private final JsonStyle style;
    private final TourPeer peer;

    private Tour(Environment environment, TourPeer peer) {
        this.out = new TourOutput(environment);
        this.style = new JsonStyle(false, environment.colour());
        this.peer = peer;
    }

    /** Creates a tour with a QEMU. */
    public static Tour with(Environment environment, QemuInstallation program) {
        return new Tour(environment, new TourQemu(program));
    }

    /** Creates a tour with a fake, and an explanation that it is a fake. */
    public static Tour withoutQemu(Environment environment) {
        return new Tour(environment, new TourFake());
    }

    /**
     * Runs the tour, from the start of QEMU to its end. Leaves no process and no file behind.
     *
     * @throws org.qmp4j.client.error.QmpException if a step fails
     */
    public void run() {
        try (peer) {
            peer.start(Deadline.after(TIMEOUT));
            peer.describe(out);
            ConnectOptions options = ConnectOptions.builder()
                    .waitForSocket(true)
                    .connectTimeout(TIMEOUT)
                    .subscribe()
                    .build();
            try (QmpClient client = QmpClient.connect(Endpoint.unix(peer.socket()), options)) {
                showGreeting(client.greeting());
                showCommandsAndEvents(client);
                showError(client);
                quit(client);
            }
        }
        out.step("This is the end of the tour. To do the same yourself, start QEMU with");
        out.explain("  -qmp unix:/tmp/vm.qmp,server=on,wait=off");
        out.explain("and send commands to it. 'qmp exec --help' describes more:");
        out.commandLine("qmp exec unix:/tmp/vm.qmp query-status");
    }

    private void showGreeting(Greeting greeting) {
        out.step("QEMU sends each client a greeting. It contains the version and the capabilities:");
        out.result("QEMU " + greeting.version() + capabilities(greeting));
    }

    private static String capabilities(Greeting greeting) {
        String names = greeting.capabilities().stream()
                .map(Capability::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", capabilities: " + names;
    }

    private void showCommandsAndEvents(QmpClient client) {
        out.step("Query the state. QEMU was started with -S, so it does not run yet:");
        exec(client, "query-status");
        out.step("Let it run. QEMU first sends an event to all clients, and then the reply:");
        exec(client, "cont");
        event(client, "RESUME");
        out.step("Stop it again:");
        exec(client, "stop");
        event(client, "STOP");
    }

    private void showError(QmpClient client) {
        out.step("If QEMU rejects a command, the reason goes to standard error, and the exit code is 1:");
        try {
            exec(client, "device_del", "id=nosuch");
        } catch (QmpCommandException rejected) {
            out.result(rejected.errorClass().wireName() + ": " + rejected.description());
        }
    }

    private void quit(QmpClient client) {
        out.step("End QEMU:");
        exec(client, "quit");
        event(client, "SHUTDOWN");
        out.explain(peer.awaitExit());
    }

    private String address() {
        return Endpoint.unix(peer.socket()).toString();
    }

    private void exec(QmpClient client, String command, String... keyValues) {
        String arguments = keyValues.length == 0 ? "" : " " + String.join(" ", keyValues);
        out.commandLine("qmp exec " + address() + " " + command + arguments);
        Request request = Request.of(command, false, List.of(keyValues));
        out.result(client.execute(new RelayedCommand(request, style, false)));
    }

    /** The event arrived before the reply to the command that caused it, and is queued in the early subscription. */
    private void event(QmpClient client, String name) {
        out.commandLine("qmp events " + address() + " " + name + " --count 1");
        RawEvent event = client.earlyEvents()
                .orElseThrow()
                .await(candidate -> candidate.name().equals(name), TIMEOUT);
        try (JsonParser in = event.text().parser()) {
            out.result(JsonPrinter.print(in, style));
        }
    }
}

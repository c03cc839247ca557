package org.qmp4j.cli.tour;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.qmp4j.cli.json.JsonPrinter;
import org.qmp4j.cli.json.JsonStyle;
import org.qmp4j.cli.program.Environment;
import org.qmp4j.cli.request.RelayedCommand;
import org.qmp4j.cli.request.Request;
import org.qmp4j.client.ConnectOptions;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.transport.Deadline;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.protocol.Capability;
import org.qmp4j.protocol.Greeting;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.core.JsonParser;

/** A first walk with QEMU: what it is asked, what it answers, what it tells by itself. */
public final class Tour {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Narrator narrator;
    private final JsonStyle style;
    private final TourHost qemu;

    private Tour(Environment environment, TourHost qemu) {
        this.narrator = new Narrator(environment);
        this.style = new JsonStyle(false, environment.colour());
        this.qemu = qemu;
    }

    /** A tour with that QEMU. */
    public static Tour with(Environment environment, QemuInstallation program) {
        return new Tour(environment, new TourQemu(program));
    }

    /** A tour with a fake, which says that it is one. */
    public static Tour withoutQemu(Environment environment) {
        return new Tour(environment, new TourFake());
    }

    /**
     * Walks from the start of QEMU to its end, and leaves nothing behind.
     *
     * @throws org.qmp4j.client.error.QmpException where it ends early
     */
    public void walk() {
        try (qemu) {
            qemu.start(Deadline.after(PATIENCE));
            qemu.introduce(narrator);
            ConnectOptions options = ConnectOptions.builder()
                    .waitForSocket(true)
                    .connectTimeout(PATIENCE)
                    .subscribe()
                    .build();
            try (QmpClient client = QmpClient.connect(Endpoint.unix(qemu.socket()), options)) {
                greet(client.greeting());
                talk(client);
                fail(client);
                quit(client);
            }
        }
        narrator.step("That was all, and nothing is left of it. With a QEMU of yours, started with");
        narrator.say("  -qmp unix:/tmp/vm.qmp,server=on,wait=off");
        narrator.say("the same is yours to type; 'qmp exec --help' tells more:");
        narrator.typed("qmp exec unix:/tmp/vm.qmp query-status");
    }

    private void greet(Greeting greeting) {
        narrator.step("Whoever connects is greeted. This one says that it is");
        narrator.answer("QEMU " + greeting.version() + capabilities(greeting));
    }

    private static String capabilities(Greeting greeting) {
        String names = greeting.capabilities().stream()
                .map(Capability::wireName)
                .sorted()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "" : ", which offers: " + names;
    }

    private void talk(QmpClient client) {
        narrator.step("What is it doing? It was started with -S, so it waits to be let go.");
        exec(client, "query-status");
        narrator.step("Let it go. QEMU tells everyone who listens, by an event, and then answers.");
        exec(client, "cont");
        event(client, "RESUME");
        narrator.step("And stop it again.");
        exec(client, "stop");
        event(client, "STOP");
    }

    private void fail(QmpClient client) {
        narrator.step("Not everything works. QEMU says why; here, on standard error, and the exit code is 1.");
        try {
            exec(client, "device_del", "id=nosuch");
        } catch (QmpCommandException rejected) {
            narrator.answer(rejected.errorClass().wireName() + ": " + rejected.description());
        }
    }

    private void quit(QmpClient client) {
        narrator.step("Enough.");
        exec(client, "quit");
        event(client, "SHUTDOWN");
        narrator.say(qemu.awaitEnd());
    }

    private String address() {
        return Endpoint.unix(qemu.socket()).toString();
    }

    private void exec(QmpClient client, String command, String... keyValues) {
        String arguments = keyValues.length == 0 ? "" : " " + String.join(" ", keyValues);
        narrator.typed("qmp exec " + address() + " " + command + arguments);
        Request request = Request.of(command, false, List.of(keyValues));
        narrator.answer(client.execute(new RelayedCommand(request, style, false)));
    }

    /** The event has come before the answer to the command that caused it: it waits in the early subscription. */
    private void event(QmpClient client, String name) {
        narrator.typed("qmp events " + address() + " " + name + " --count 1");
        RawEvent event =
                client.earlyEvents().await(candidate -> candidate.name().equals(name), PATIENCE);
        try (JsonParser in = event.text().parser()) {
            narrator.answer(JsonPrinter.print(in, style));
        }
    }
}

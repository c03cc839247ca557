package org.qmp4j.junit.extension;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.junit.GuestPanicError;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.junit.machine.MachineGroup;
import org.qmp4j.junit.machine.TestMachine;
import org.qmp4j.junit.report.Transcript;

/** One run of one test: its machines, or a fake and its client. Test thread only. */
final class TestSession {
    private final ExtensionContext context;
    private final Choice choice;
    private final TestSettings settings;
    private final Transcript fakeTranscript = new Transcript();
    private @Nullable MachineGroup group;
    private @Nullable FakeQemu fake;
    private @Nullable QmpClient fakeClient;

    private TestSession(ExtensionContext context, Choice choice, TestSettings settings) {
        this.context = context;
        this.choice = choice;
        this.settings = settings;
    }

    /** Starts nothing yet: only what the test uses is started. */
    static TestSession begin(ExtensionContext context, Choice choice) {
        return new TestSession(context, choice, TestSettings.of(context));
    }

    /** Prepares the machines, or the fake, for the test. */
    void prepare() {
        if (settings.fake()) {
            fake();
        } else if (group == null) {
            start();
        }
    }

    /** A machine by its name; the only one if there is no name. */
    TestMachine machine(Optional<String> name) {
        MachineGroup machines = group == null ? start() : group;
        if (name.isEmpty() && settings.machines().size() > 1) {
            throw new IllegalArgumentException("which machine? Write @QemuMachine(\""
                    + settings.machines().get(0).value() + "\") on the parameter or field");
        }
        return machines.machine(name.orElse(settings.machines().get(0).value()));
    }

    private MachineGroup start() {
        if (!(choice instanceof Choice.Installed installed)) {
            throw new IllegalStateException(
                    "the test runs on " + choice.label() + ": there is no machine, and no console");
        }
        MachineGroup machines = Groups.of(context).of(installed.qemu(), settings, context);
        // Before the start, so that a machine that fails to start can be inspected.
        group = machines;
        machines.begin(context.getUniqueId());
        return machines;
    }

    /** A machine's monitor, or the fake's. */
    QmpClient client(Optional<String> machine) {
        return settings.fake() ? clientOfFake() : machine(machine).machine().client();
    }

    private QmpClient clientOfFake() {
        QmpClient client = fakeClient;
        if (client == null) {
            client = QmpClient.connect(
                    Endpoint.unix(fake().path()),
                    ConnectOptions.builder().observer(fakeTranscript.observer()).build());
            fakeClient = client;
        }
        return client;
    }

    /** The test's fake. */
    FakeQemu fake() {
        FakeQemu started = fake;
        if (started == null) {
            started = choice instanceof Choice.Fake asked
                    ? FakeQemu.builder().version(asked.version()).start()
                    : FakeQemu.start();
            fake = started;
        }
        return started;
    }

    /**
     * Checks the consoles for panics.
     *
     * @param failure what the test failed with, if it did
     * @throws GuestPanicError if a guest has panicked
     */
    void refusePanics(@Nullable Throwable failure) {
        for (TestMachine machine : machines()) {
            List<String> lines = machine.panicLines();
            if (!lines.isEmpty()) {
                throw new GuestPanicError(machine.name(), lines, failure);
            }
        }
    }

    private List<TestMachine> machines() {
        return group == null ? List.of() : group.machines();
    }

    /**
     * Publishes the state of the machines if the test has failed, and stops what the next test does not need.
     *
     * @throws GuestPanicError if the test had passed, and a guest panicked after it
     */
    void end(ExtensionContext ended) {
        try {
            Optional<Throwable> failure = ended.getExecutionException();
            if (failure.isEmpty()) {
                refuseLatePanics(ended);
            } else if (!(failure.get() instanceof TestAbortedException)) {
                publish(ended, failure.get());
            }
        } finally {
            release();
        }
    }

    private void refuseLatePanics(ExtensionContext ended) {
        try {
            refusePanics(null);
        } catch (GuestPanicError late) {
            publish(ended, late);
            throw late;
        }
    }

    private void publish(ExtensionContext failed, Throwable failure) {
        FailureFiles files = new FailureFiles(failed, failure, choice);
        files.addStart();
        machines().forEach(files::add);
        if (fakeClient != null) {
            files.addTranscript("fake", fakeTranscript);
        }
        files.publish();
        if (Groups.isKeeping(failed) && group != null) {
            machines().forEach(files::keep);
            files.publish();
            // The next test gets new ones.
            group.close();
        }
        files.tellWhere();
    }

    private void release() {
        if (fakeClient != null) {
            fakeClient.close();
        }
        if (fake != null) {
            fake.close();
        }
        if (group != null && settings.startFrom() == StartFrom.BOOT) {
            group.close();
        }
    }
}

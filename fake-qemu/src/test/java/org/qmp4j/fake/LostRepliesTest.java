package org.qmp4j.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.EnumSource.Mode.EXCLUDE;

import java.io.EOFException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.fake.script.Hold;

/** Checks which scripts and faults run the command, by the state of the machine, its events and the received commands. */
class LostRepliesTest {
    private static final String DONE = "{\"return\": {}}";
    private static final String STOP = "{'execute':'stop'}";

    private FakeQemu qemu;
    private RawClient client;
    /** A second monitor, to which the faults of the first one do not apply. */
    private RawClient witness;

    @BeforeEach
    void start() throws Exception {
        InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        qemu = FakeQemu.builder().listen(free).listen(free).start();
        client = RawClient.negotiated(qemu.addresses().get(0));
        witness = RawClient.negotiated(qemu.addresses().get(1));
    }

    @AfterEach
    void end() throws Exception {
        client.close();
        witness.close();
        qemu.close();
    }

    private void stop() throws Exception {
        client.send(STOP);
        qemu.awaitReceived("stop", Duration.ofSeconds(20));
    }

    private void requireThatItRan() throws Exception {
        assertThat(witness.line()).contains("\"event\": \"");
        String line = witness.ask("{'execute':'query-status'}");
        // Some faults send events of their own.
        while (line.contains("\"event\"")) {
            line = witness.line();
        }
        assertThat(line).contains("\"status\": \"paused\"");
        assertThat(qemu.received("stop")).hasSize(1);
    }

    private void requireThatItDidNotRun() throws Exception {
        assertThat(witness.ask("{'execute':'query-status'}")).contains("\"status\": \"running\"");
        assertThat(qemu.received("stop")).as("it was received anyway").hasSize(1);
    }

    /** Both ways to inject a fault into the next command. */
    private static List<BiConsumer<FakeQemu, Fault>> ways() {
        return List.of(FakeQemu::inject, (fake, fault) -> fake.when("stop").thenFault(fault));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EXCLUDE,
            names = {
                "NO_GREETING",
                "SILENCE_AFTER_GREETING",
                "BYTE_BY_BYTE",
                "SLOW_READING",
                "STOP_READING",
                "CLOSE_BEFORE_RUNNING",
                "ERROR_WITHOUT_ID"
            })
    void aCommandWithAFaultyReplyHasRun(Fault fault) throws Exception {
        assertThat(fault.runsCommand()).isTrue();
        for (BiConsumer<FakeQemu, Fault> way : ways()) {
            way.accept(qemu, fault);
            stop();
            requireThatItRan();
            end();
            start();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CLOSE_BEFORE_RUNNING", "ERROR_WITHOUT_ID"})
    void aCommandThatAFaultPreventsIsReceivedButDoesNotRun(Fault fault) throws Exception {
        assertThat(fault.runsCommand()).isFalse();
        for (BiConsumer<FakeQemu, Fault> way : ways()) {
            way.accept(qemu, fault);
            stop();
            requireThatItDidNotRun();
            end();
            start();
        }
    }

    @Test
    void aCommandWithoutAReplyHasRun() throws Exception {
        qemu.when("stop").thenSilence();
        stop();
        requireThatItRan();
        assertThat(client.line()).contains("STOP");
        assertThat(client.ask("{'execute':'query-name'}"))
                .as("later commands are answered")
                .isEqualTo(DONE);
    }

    @Test
    void aFaultAppliesToTheReplyOfTheModel() throws Exception {
        qemu.when("device_del").thenFault(Fault.DUPLICATE_REPLY);
        client.send("{'execute':'device_del','arguments':{'id':'none'}}");
        assertThat(client.line()).contains("DeviceNotFound");
        assertThat(client.line()).contains("DeviceNotFound");
        qemu.when("query-sgx").thenFault(Fault.DUPLICATE_REPLY);
        client.send("{'execute':'query-sgx'}");
        assertThat(client.line()).as("the model does not know it").isEqualTo(DONE);
        assertThat(client.line()).isEqualTo(DONE);
    }

    @Test
    void aScriptedAnswerReplacesTheCommand() throws Exception {
        qemu.when("stop")
                .thenReturn("{}")
                .thenFail("not now")
                .then(Answer.done())
                .then(Answer.returning("{}").brokenBy(Fault.DUPLICATE_REPLY))
                .thenAnswer(request -> Answer.done());
        assertThat(client.ask(STOP)).isEqualTo(DONE);
        assertThat(client.ask(STOP)).contains("not now");
        assertThat(client.ask(STOP)).isEqualTo(DONE);
        assertThat(client.ask(STOP)).isEqualTo(DONE);
        assertThat(client.line()).as("twice").isEqualTo(DONE);
        assertThat(client.ask(STOP)).isEqualTo(DONE);
        assertThat(witness.ask("{'execute':'query-status'}")).contains("\"status\": \"running\"");
        assertThat(qemu.received("stop")).hasSize(5);
    }

    @Test
    void aQemuEndsAlthoughTheReplyToQuitIsLost() throws Exception {
        qemu.when("quit").thenReturn("{}").thenFault(Fault.NO_REPLY);
        assertThat(client.ask("{'execute':'quit'}")).isEqualTo(DONE);
        assertThat(witness.ask("{'execute':'query-name'}"))
                .as("the test's reply to quit does not end QEMU")
                .isEqualTo(DONE);
        assertThat(qemu.whenEnded()).isNotDone();
        client.send("{'execute':'quit'}");
        assertThat(witness.line()).contains("SHUTDOWN");
        assertThatExceptionOfType(EOFException.class).isThrownBy(witness::line);
        assertThat(qemu.whenEnded()).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void aCommandThatWillNotRunCanBeDelayedToo() throws Exception {
        Hold hold = new Hold();
        qemu.when("stop").thenHold(hold).thenFault(Fault.CLOSE_BEFORE_RUNNING);
        client.send(STOP);
        hold.awaitBegun(Duration.ofSeconds(20));
        assertThat(qemu.clients()).isEqualTo(2);
        hold.release();
        assertThatExceptionOfType(EOFException.class).isThrownBy(client::line);
        requireThatItDidNotRun();
    }
}

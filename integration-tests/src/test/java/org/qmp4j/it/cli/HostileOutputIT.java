package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.PlainPeer;
import org.qmp4j.it.support.Programs;

/** Text from a peer neither controls the terminal of the program nor forges a line of its output. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class HostileOutputIT {
    private static final Map<String, String> PLAIN = Map.of("NO_COLOR", "1", "LC_ALL", "C.UTF-8");

    /** As JSON: clears the screen, begins a control sequence with C1, rings the bell, and reverses the text after it. */
    private static final String JSON = "a\\u001b[2J\\u009b31m\\u0007\\u202eb\\u2066c\\u2028d\\u007fe";

    private static final String RAW = "a\u001b[2J\u009b31m\u0007\u202eb\u2066c\u2028d\u007fe";

    private static final String SHOWN = "a\\u001B[2J\\u009B31m\\u0007\\u202Eb\\u2066c\\u2028d\\u007Fe";

    private static final String PATIENCE = "30s";

    private static FakeQemu fake;
    private static String address;

    @BeforeAll
    static void startFake() {
        assumeTrue(Programs.find("script").isPresent(), "no program 'script' on this machine");
        fake = FakeQemu.builder().unchecked().start();
        address = fake.path().toString();
        fake.when("human-monitor-command").thenReturn("\"" + JSON + "\\tx\\r\\ny\\rz\\r\\n\"");
        fake.when("query-name").thenReturn("{\"" + JSON + "\": \"" + JSON + "\"}");
        fake.when("stop").thenFail("Gone\u001b[2J", RAW + "\r\nqmp: forged");
    }

    @AfterAll
    static void endFake() {
        if (fake != null) {
            fake.close();
        }
    }

    @Test
    void onATerminalHmpOutputIsEscapedExceptLineEndsAndTabs() throws Exception {
        assertThat(Terminal.run(PLAIN, "hmp", "--wait", PATIENCE, address, "info"))
                .isEqualTo(SHOWN + "\tx\ny\\rz\n");
    }

    @Test
    void inAPipeHmpOutputIsUnchanged() throws Exception {
        assertThat(QmpProgram.run("hmp", "--wait", PATIENCE, address, "info"))
                .isEqualTo(new Result(0, RAW + "\tx\ny\rz\n", ""));
    }

    @Test
    void jsonIsEscapedOnATerminalAndInAPipe() throws Exception {
        String json = "{\"" + SHOWN + "\":\"" + SHOWN + "\"}\n";
        assertThat(Terminal.run(PLAIN, "exec", "--wait", PATIENCE, address, "query-name", "--compact"))
                .isEqualTo(json);
        assertThat(QmpProgram.run("exec", "--wait", PATIENCE, address, "query-name")
                        .output())
                .isEqualTo(json);
    }

    @Test
    void anErrorIsOneLine() throws Exception {
        String line = "Gone\\u001B[2J: " + SHOWN + "\\r\\nqmp: forged\n";
        assertThat(Terminal.run(PLAIN, "exec", "--wait", PATIENCE, address, "stop"))
                .isEqualTo(line);
        assertThat(QmpProgram.run("exec", "--wait", PATIENCE, address, "stop")).isEqualTo(new Result(1, "", line));
    }

    @Test
    void theStackTraceOfQmpDebugIsEscaped() throws Exception {
        Setting debug = Setting.variables(Map.of("QMP_DEBUG", "1"));
        try (QmpProgram program = QmpProgram.start(debug, "exec", "--wait", PATIENCE, address, "stop")) {
            program.endInput();
            assertThat(program.await().errors())
                    .contains("QmpCommandException: stop: Gone\\u001B[2J: a\\u001B[2J")
                    .doesNotContain("\u001b", "\u009b", "\u202e", "\nqmp: forged");
        }
    }

    @Test
    void anEventThatIsNotJsonIsAnErrorOfThePeer() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                QmpProgram program = QmpProgram.start(
                        "events", "--wait", PATIENCE, peer.endpoint().toString());
                PlainPeer.Guest guest = peer.acceptSession()) {
            guest.send("{\"event\": \"X\\u001b\\u009b\", \"data\": {\"a\": tru\u001b}}\r\n");
            assertThat(program.await().errors())
                    .startsWith("qmp: the peer sent an event X\\u001B\\u009B that is not valid JSON: ")
                    .containsOnlyOnce("\n");
            assertThat(program.await().exitCode()).isEqualTo(5);
        }
    }

    @Test
    void aReplyThatIsNotJsonIsAnErrorOfThePeer() throws Exception {
        try (PlainPeer peer = new PlainPeer();
                QmpProgram program = QmpProgram.start(
                        "exec", "--wait", PATIENCE, peer.endpoint().toString(), "query-name");
                PlainPeer.Guest guest = peer.acceptSession()) {
            guest.answer(guest.nextId(), "{\"a\": tru\u001b}");
            assertThat(program.await().errors())
                    .startsWith("qmp: 'query-name' ran on tcp:")
                    .containsOnlyOnce("\n");
            assertThat(program.await().exitCode()).isEqualTo(5);
        }
    }
}

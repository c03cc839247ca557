package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;

/** {@code qmp hmp}. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class HmpIT {
    private static RealQemu qemu;
    private static RawSocket oracle;
    private static String address;

    @BeforeAll
    static void startQemu() throws Exception {
        qemu = RealQemu.start("-S", "-name", "gu\u00e9st", "-qmp", "unix:{}/oracle,server=on,wait=off");
        qemu.awaitSocket("oracle");
        oracle = RawSocket.negotiated(qemu.path("oracle"));
        address = qemu.path("qmp").toString();
    }

    @AfterAll
    static void endQemu() throws IOException {
        oracle.close();
        qemu.close();
    }

    private static String oracleText(String line) throws IOException {
        oracle.send("{\"execute\":\"human-monitor-command\",\"arguments\":{\"command-line\":\"" + line
                + "\"},\"id\":\"hmp\"}\n");
        return oracle.answer("\"hmp\"").path("return").stringValue();
    }

    @Test
    void theTextIsPrintedAsTheMonitorPrintsIt() throws Exception {
        assertThat(QmpProgram.run("hmp", address, "info status"))
                .isEqualTo(new Result(0, "VM status: paused (prelaunch)\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"help info", "info version", "info name", "nosuch", "info nosuch"})
    void outputAndErrorsOfAnyLineAreText(String line) throws Exception {
        String text = oracleText(line);
        assertThat(text).contains("\r\n");
        assertThat(QmpProgram.run("hmp", address, line)).isEqualTo(new Result(0, text.replace("\r\n", "\n"), ""));
    }

    @Test
    void theArgumentsOfALineNeedNoQuotes() throws Exception {
        assertThat(QmpProgram.run("hmp", address, "info", "status").output())
                .isEqualTo("VM status: paused (prelaunch)\n");
    }

    @Test
    void aLineWithoutOutputPrintsNothing() throws Exception {
        assertThat(oracleText("stop")).isEmpty();
        assertThat(QmpProgram.run("hmp", address, "stop")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void aMissingQemuCausesExitCodeThree() throws Exception {
        Result result = QmpProgram.run("hmp", qemu.path("nosuch").toString(), "info status");
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.output()).isEmpty();
    }
}

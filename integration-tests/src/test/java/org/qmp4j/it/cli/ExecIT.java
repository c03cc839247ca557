package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RawSocket;
import org.qmp4j.it.support.RealQemu;

/** Tests {@code qmp exec}. Each run opens a new connection. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class ExecIT {
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

    private static Result exec(String... words) throws Exception {
        String[] all = new String[words.length + 2];
        all[0] = "exec";
        all[1] = address;
        System.arraycopy(words, 0, all, 2, words.length);
        return QmpProgram.run(all);
    }

    @Test
    void onlyTheReturnValueGoesToStandardOutput() throws Exception {
        assertThat(exec("query-name")).isEqualTo(new Result(0, "{\"name\":\"gu\u00e9st\"}\n", ""));
    }

    @Test
    void theValueOfQemusOptionQmpIsAnAddress() throws Exception {
        assertThat(QmpProgram.run("exec", "unix:" + address + ",server=on,wait=off", "query-name"))
                .isEqualTo(new Result(0, "{\"name\":\"gu\u00e9st\"}\n", ""));
        Result refused = QmpProgram.run("exec", "unix:" + address + ",server=on,bogus=1", "query-name");
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.errors()).contains("unknown option 'bogus'");
    }

    @Test
    void fullPrintsTheWholeReply() throws Exception {
        assertThat(exec("query-name", "--full"))
                .isEqualTo(new Result(0, "{\"return\":{\"name\":\"gu\u00e9st\"}}\n", ""));
    }

    @Test
    void prettyPrintsSeveralLines() throws Exception {
        assertThat(exec("query-name", "--pretty")).isEqualTo(new Result(0, "{\n  \"name\": \"gu\u00e9st\"\n}\n", ""));
    }

    @Test
    void nestedArgumentsReachQemu() throws Exception {
        Result added = exec(
                "blockdev-add",
                "driver=raw",
                "node-name=nested",
                "read-only=true",
                "file.driver=null-co",
                "file.size=1048576");
        assertThat(added).isEqualTo(new Result(0, "{}\n", ""));

        oracle.send("{\"execute\":\"query-named-block-nodes\",\"arguments\":{\"flat\":true},\"id\":\"nodes\"}\n");
        assertThat(oracle.answer("\"nodes\"").path("return").valueStream()).anySatisfy(node -> {
            assertThat(node.path("node-name").stringValue()).isEqualTo("nested");
            assertThat(node.path("ro").booleanValue()).isTrue();
            assertThat(node.path("image").path("virtual-size").longValue()).isEqualTo(1048576);
        });
    }

    @Test
    void a64BitNumberIsExactInBothDirections() throws Exception {
        assertThat(exec("migrate-set-parameters", "max-postcopy-bandwidth=18446744073709551615"))
                .isEqualTo(new Result(0, "{}\n", ""));

        assertThat(exec("query-migrate-parameters").output())
                .contains("\"max-postcopy-bandwidth\":18446744073709551615,");
    }

    @Test
    void aStringThatLooksLikeANumberNeedsQuotes() throws Exception {
        assertThat(exec("device_del", "id=5").errors())
                .startsWith("GenericError: ")
                .contains("'id'");
        assertThat(exec("device_del", "id=\"5\""))
                .isEqualTo(new Result(1, "", "DeviceNotFound: Device '5' not found\n"));
    }

    @Test
    void textBeyondAsciiIsSentAndPrintedUnchanged() throws Exception {
        assertThat(exec("device_del", "id=\u20ac\ud83d\ude00"))
                .isEqualTo(new Result(1, "", "DeviceNotFound: Device '\u20ac\ud83d\ude00' not found\n"));
    }

    @Test
    void aWholeMessageIsSent() throws Exception {
        assertThat(exec("--json", "{\"execute\":\"query-name\",\"id\":7}"))
                .isEqualTo(new Result(0, "{\"name\":\"gu\u00e9st\"}\n", ""));
    }

    @Test
    void theWholeReplyContainsTheUnchangedIdOfTheMessage() throws Exception {
        assertThat(exec("--full", "--json", "{\"execute\":\"query-name\",\"id\":{\"b\":1.0,\"a\":[1e400,null]}}"))
                .isEqualTo(new Result(
                        0, "{\"return\":{\"name\":\"gu\u00e9st\"},\"id\":{\"b\":1.0,\"a\":[1e400,null]}}\n", ""));
    }

    @Test
    void aRejectionGoesToStandardErrorWithExitCodeOne() throws Exception {
        assertThat(exec("nosuch"))
                .isEqualTo(new Result(1, "", "CommandNotFound: The command nosuch has not been found\n"));
    }

    @Test
    void withFullARejectionGoesToBothOutputs() throws Exception {
        Result rejected = exec("nosuch", "--full");
        assertThat(rejected.exitCode()).isEqualTo(1);
        assertThat(rejected.output())
                .isEqualTo("{\"error\":{\"class\":\"CommandNotFound\","
                        + "\"desc\":\"The command nosuch has not been found\"}}\n");
        assertThat(rejected.errors()).isEqualTo("CommandNotFound: The command nosuch has not been found\n");
    }

    @Test
    void oobRunsCommandsThatAllowOutOfBandExecution() throws Exception {
        Result yank = exec("query-yank", "--oob");
        assertThat(yank.exitCode()).as(yank.errors()).isZero();
        assertThat(Json.of(yank.output()).isArray()).isTrue();

        assertThat(exec("query-name", "--oob").errors())
                .isEqualTo("GenericError: The command query-name does not support OOB\n");
    }

    @Test
    void aLargeReplyIsCompleteAndOnOneLine() throws Exception {
        Result schema = exec("query-qmp-schema");
        oracle.send("{\"execute\":\"query-qmp-schema\",\"id\":\"schema\"}\n");

        assertThat(schema.output().indexOf('\n')).isEqualTo(schema.output().length() - 1);
        assertThat(Json.of(schema.output()))
                .isEqualTo(oracle.answer("\"schema\"").path("return"));
    }

    @Test
    void theAddressCanComeFromTheEnvironment() throws Exception {
        Setting setting = Setting.variables(Map.of("QMP_ADDRESS", "unix:" + address));
        try (QmpProgram program = QmpProgram.start(setting, "exec", "query-name")) {
            assertThat(program.await()).isEqualTo(new Result(0, "{\"name\":\"gu\u00e9st\"}\n", ""));
        }
    }
}

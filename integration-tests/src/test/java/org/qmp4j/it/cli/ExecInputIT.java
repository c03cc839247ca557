package org.qmp4j.it.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.cli.QmpProgram.Result;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;

/** Tests {@code qmp exec -}: messages from standard input, and a line for each reply. */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class ExecInputIT {
    private static final String NOT_FOUND =
            "{\"error\":{\"class\":\"CommandNotFound\",\"desc\":\"The command nosuch has not been found\"}";

    private static RealQemu qemu;
    private static String address;

    @BeforeAll
    static void startQemu() throws Exception {
        qemu = RealQemu.start("-S", "-name", "guest");
        address = qemu.path("qmp").toString();
    }

    @AfterAll
    static void endQemu() throws IOException {
        qemu.close();
    }

    private static Result exec(String input, String... options) throws Exception {
        String[] words = new String[options.length + 3];
        words[0] = "exec";
        words[1] = address;
        words[2] = "-";
        System.arraycopy(options, 0, words, 3, options.length);
        return QmpProgram.runWith(input, words);
    }

    @Test
    void everyMessageGetsALineWithItsReply() throws Exception {
        Result replies = exec("""
                {"execute":"stop","id":1}
                {"execute":"nosuch","id":"two"}
                {"execute":"query-name"}
                """);

        assertThat(replies.output())
                .isEqualTo("{\"return\":{},\"id\":1}\n" + NOT_FOUND + ",\"id\":\"two\"}\n"
                        + "{\"return\":{\"name\":\"guest\"}}\n");
        assertThat(replies.errors()).isEqualTo("CommandNotFound: The command nosuch has not been found\n");
        assertThat(replies.exitCode()).isEqualTo(1);
    }

    @Test
    void messagesCanShareALineOrHaveSeveralLines() throws Exception {
        assertThat(exec("{\"execute\":\"stop\",\"id\":1}{\"execute\":\"stop\",\"id\":2}\n{\n\"execute\":\r\n\"stop\",\n"
                        + "\"id\":3}"))
                .isEqualTo(new Result(
                        0, "{\"return\":{},\"id\":1}\n{\"return\":{},\"id\":2}\n{\"return\":{},\"id\":3}\n", ""));
    }

    @Test
    void aReplyIsPrintedBeforeTheNextMessageIsRead() throws Exception {
        try (QmpProgram program = QmpProgram.start("exec", address, "-")) {
            program.type("{\"execute\":\"stop\",\"id\":1}\n");
            program.awaitOutput("{\"return\":{},\"id\":1}\n");
            program.type("{\"execute\":\"query-name\",\"id\":2}");
            program.awaitOutput("{\"return\":{\"name\":\"guest\"},\"id\":2}\n");
            program.endInput();
            assertThat(program.await().exitCode()).isZero();
        }
    }

    @Test
    void withoutMessagesNothingIsPrinted() throws Exception {
        assertThat(exec("")).isEqualTo(new Result(0, "", ""));
        assertThat(exec("\n \n")).isEqualTo(new Result(0, "", ""));
    }

    @Test
    void messagesBeforeAnInvalidOneAreAnswered() throws Exception {
        Result replies = exec("{\"execute\":\"stop\",\"id\":1}\n{\"execute\":\"stop\",\n{\"execute\":\"cont\"}\n");

        assertThat(replies.output()).isEqualTo("{\"return\":{},\"id\":1}\n");
        assertThat(replies.errors()).startsWith("qmp: message 2 is not valid JSON, at line 3, column ");
        assertThat(replies.exitCode()).isEqualTo(2);
    }

    @Test
    void messagesBeforeOneThatQemuCouldNotAnswerAreAnswered() throws Exception {
        Result replies = exec("""
                {"execute":"stop","id":1}
                {"execute":"device_del","arguments":{"id":"\\uD800"},"id":2}
                """);

        assertThat(replies.output()).isEqualTo("{\"return\":{},\"id\":1}\n");
        assertThat(replies.errors()).startsWith("qmp: cannot send 'device_del': arguments.id: ");
        assertThat(replies.exitCode()).isEqualTo(2);
    }

    @Test
    void outOfBandMessagesAreAnsweredToo() throws Exception {
        assertThat(exec("{\"exec-oob\":\"query-yank\",\"id\":1}").output())
                .startsWith("{\"return\":[")
                .endsWith("],\"id\":1}\n");
    }

    @Test
    void prettyRepliesHaveSeveralLines() throws Exception {
        assertThat(exec("{\"execute\":\"stop\",\"id\":1}", "--pretty").output())
                .isEqualTo("{\n  \"return\": {},\n  \"id\": 1\n}\n");
    }

    @Test
    void manyMessagesAreAnsweredInOrder() throws Exception {
        String messages = IntStream.range(0, 1000)
                .mapToObj(id -> "{\"execute\":\"query-name\",\"id\":" + id + "}\n")
                .collect(Collectors.joining());
        String replies = IntStream.range(0, 1000)
                .mapToObj(id -> "{\"return\":{\"name\":\"guest\"},\"id\":" + id + "}\n")
                .collect(Collectors.joining());
        assertThat(exec(messages)).isEqualTo(new Result(0, replies, ""));
    }
}

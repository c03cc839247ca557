package org.qmp4j.it.fake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.support.NoLeaks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fake answers invalid and damaged commands exactly like QEMU. */
@ExtendWith(NoLeaks.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FakeReadsLikeQemuIT {
    /** QEMU 11 reads these with another parser: its error messages differ, and contain the place. */
    private static final int WORDS_CHANGED = 11;

    private Beside beside;

    @BeforeAll
    void start() throws Exception {
        beside = Beside.start();
    }

    @AfterAll
    void end() throws Exception {
        beside.close();
    }

    // Each char is a byte.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "@",
                "{\"a\": @}",
                "{\"execute\": foo}",
                "\u00ff",
                "\u00ff\u00ff{\"execute\":\"query-name\"}",
                "1 ",
                "[1,2]",
                "\"abc\"",
                "true ",
                "}",
                "]",
                "{]",
                "{\"a\":1]",
                "{\"execute\":\"query-name\",}",
                "[1,]",
                "{1:2}",
                "{\"a\" 1}",
                "{\"execute\":\"query-name\" \"id\"}",
                "{\"execute\":\"query-name\"; \"id\":1}",
                "{'execute':'query-name','id':'a\"b'}",
                "\u00ef\u00bb\u00bf{\"execute\":\"query-name\"}",
                "{\"execute\":\"query-name\"}garbage{\"execute\":\"query-name\"}",
                "{\"execute\":\"query-name\",\"id\":1,\"id\":2}",
                "%d",
                "{\"execute\":1}",
                "{\"foo\":1}",
                "{}",
                "{\"id\":1}",
                "{\"execute\":\"query-name\",\"arguments\":1,\"id\":2}",
                "{\"execute\":\"query-name\",\"arguments\":null}",
                "{\"execute\":\"query-name\",\"bar\":1,\"id\":3}",
                "{\"exec-oob\":\"query-name\",\"id\":3}",
                "{\"execute\":\"query-name\",\"exec-oob\":\"query-name\",\"id\":3}",
                "{\"execute\":\"nope\",\"id\":3}",
                "{\"execute\":\"qmp_capabilities\",\"id\":3}",
                "{'execute':'qmp_capabilities','arguments':{'enable':['no-such']}}",
                "{'execute':'qmp_capabilities','arguments':{'enable':[1]}}",
                "{'execute':'qmp_capabilities','arguments':{'enable':null}}",
                "{'execute':'qmp_capabilities','arguments':{'no-such':1}}",
                "{'execute':'qmp_capabilities','arguments':{'enable':['oob']}}",
            })
    void invalidMessagesHaveTheSameReplies(String bytes) throws Exception {
        requireAlike(bytes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0",
                "0.1",
                "-0",
                "-0.0",
                "1E2",
                "1e-7",
                "123456789012345678901234567890",
                "9223372036854775807",
                "-9223372036854775808",
                "-9223372036854775809",
                "18446744073709551615",
                "18446744073709551616",
                "5e-324",
                "1.7976931348623157e308",
                "0.1e1",
                "100000000000000000000",
                "0.00001",
                "0.0001",
                "01",
                "-",
                "1.",
                "1.e5",
                "1e",
                "0e1",
                "+1",
                ".5",
                "\"\\u00e9\u007f\\ud83d\\ude00\"",
                "\"\\u0000\"",
                "\"\\ud800\"",
                "\"\\ud800\\u0041\"",
                "\"\\udc00\"",
                "\"\\uffff\"",
                "\"\\ufdd0\"",
                "\"\\u12g4\"",
                "\"\\q\"",
                "\"\\/\\b\\f\\n\\r\\t\"",
                "\"\u0001\"",
                "\"\u00c0\u0080\"",
                "\"\u00c3\u00a9\"",
                "\"\u00c3\"",
                "\"\u00ed\u00a0\u0080\"",
                "\"\u00f0\u009f\u0098\u0080\"",
                "\"\u00f8\u0088\u0080\u0080\u0080\"",
                "\"\u00fe\"",
                "[]",
                "[true,false,null,{}]",
                "True",
                "nul",
            })
    void idsAreReadAndPrintedInTheSameWay(String id) throws Exception {
        requireAlike("{\"execute\":\"query-name\",\"id\":" + id + "}");
    }

    @Test
    void messagesThatAreTooDeepHaveTheSameReply() throws Exception {
        requireAlike("[".repeat(1024) + "]".repeat(1024));
        requireAlike("[".repeat(1025) + "]".repeat(1025));
        requireAlike("[".repeat(1030) + "]".repeat(1030));
        requireAlike("{\"a\":".repeat(1025) + "1" + "}".repeat(1025));
        requireAlike("[".repeat(1030) + "]".repeat(5) + "\u00ff");
    }

    @Test
    void randomBytesHaveTheSameReplies() throws Exception {
        // Bytes with a meaning in JSON are more likely.
        String alphabet = "{}[]:,\"'\\ \n0123456789-.eEtrufalsn{}[]:,\"\"\"\u00ff\u0001\u00e9@#";
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            StringBuilder bytes = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                bytes.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            requireAlike(bytes.toString());
        }
    }

    /** Commands in single or double quotes, with some changed bytes. */
    @Test
    void invalidCommandsHaveTheSameReplies() throws Exception {
        List<String> commands = List.of(
                "{'execute': 'query-name', 'id': 'it\\'s \\u00e9 \"one\"'}",
                "{\"execute\": \"query-name\", \"id\": \"it's \\\"one\\\"\"}",
                "{'execute':'blockdev-del','arguments':{'node-name':'none'},'id':[1,-0,1e2,-1.5E+3,null,true,{}]}",
                "{'execute':\"block_resize\",'arguments':{'node-name':'none','size':9223372036854775808},'id':0}",
                "{\t'id':{'a':[[],{'b':'c'}]}\n,'arguments':{\r},'execute':'query-status'}");
        String alphabet = "{}[]:,\"'\\ \n019-+.eEtu\u00ff\u0001\u00c3\u00a9%";
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            StringBuilder bytes = new StringBuilder(commands.get(random.nextInt(commands.size())));
            for (int i = random.nextInt(3); i > 0; i--) {
                int at = random.nextInt(bytes.length());
                int end = random.nextBoolean() ? at : at + 1;
                boolean isDropped = random.nextInt(3) == 0;
                char other = alphabet.charAt(random.nextInt(alphabet.length()));
                bytes.replace(at, end, isDropped ? "" : String.valueOf(other));
            }
            requireAlike(bytes.toString());
        }
    }

    private void requireAlike(String bytes) throws Exception {
        try (Beside.Pair pair = beside.connect()) {
            // Resets the parser: a control character ends an open string, and an invalid byte ends everything else.
            List<List<JsonNode>> both = pair.exchange((bytes + "\n\u00ff").getBytes(ISO_8859_1));
            assertThat(comparable(both.get(1))).as(bytes).isEqualTo(comparable(both.get(0)));
        }
    }

    private List<String> comparable(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> {
                    if (beside.major() >= WORDS_CHANGED && message.path("error") instanceof ObjectNode error) {
                        error.remove("desc");
                    }
                    return sorted(message);
                })
                .toList();
    }

    /** The members in a fixed order; numbers as they are printed. */
    private static String sorted(JsonNode value) {
        if (value.isObject()) {
            StringBuilder text = new StringBuilder("{");
            value.properties().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(one -> text.append(one.getKey())
                            .append('=')
                            .append(sorted(one.getValue()))
                            .append(' '));
            return text.append('}').toString();
        }
        return value.toString();
    }
}

package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/** Which QEMU versions are asked for their block nodes. The greetings are those of 7.2 and 11.1. */
class BlockNodesTest {
    private static final RawCommand QUERY = RawCommand.named("query-named-block-nodes");
    private static final CallOptions LONG = CallOptions.timeout(Duration.ofMinutes(10));

    private static Caller<BlockNodes<JsonNode>> query(Conversation talk) {
        return Caller.of(() -> BlockNodes.query(talk.client(), QUERY, LONG));
    }

    private static void answerJobs(Conversation talk, String jobs) {
        talk.peer().answer(talk.peer().idOfNext("query-block-jobs"), jobs);
    }

    private static String stream(String status, boolean autoDismiss) {
        return "{\"device\": \"s0\", \"type\": \"stream\", \"status\": \"" + status + "\", \"auto-dismiss\": "
                + autoDismiss + "}";
    }

    private static void assertListed(Conversation talk, Caller<BlockNodes<JsonNode>> call) {
        talk.peer().answer(talk.peer().idOfNext("query-named-block-nodes"), "[1]");
        assertThat(call.value()).isInstanceOf(BlockNodes.Listed.class);
        assertThat(call.value().orElseThrow().toString()).isEqualTo("[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"running", "pending", "aborting", "concluded"})
    void anOldQemuWithAStreamJobThatIsKeptIsNotAsked(String status) {
        try (Conversation talk = Conversation.begin()) {
            Caller<BlockNodes<JsonNode>> call = query(talk);
            answerJobs(talk, "[{\"device\": \"b0\", \"type\": \"backup\"}, " + stream(status, false) + "]");
            assertThat(call.value())
                    .isEqualTo(new BlockNodes.LeftOut<>(
                            "query-named-block-nodes",
                            "'query-named-block-nodes' was not sent to "
                                    + talk.client().peer()
                                    + ": QEMU 7.2.22 (Debian 1:7.2) crashes if it runs once the"
                                    + " stream job 's0' is concluded; send job-dismiss first"));
            talk.assertWorks();
        }
    }

    @Test
    void orElseThrowThrowsTheReasonWhyThereAreNoNodes() {
        try (Conversation talk = Conversation.begin()) {
            Caller<BlockNodes<JsonNode>> call = query(talk);
            answerJobs(talk, "[" + stream("concluded", false) + "]");
            assertThatThrownBy(() -> call.value().orElseThrow())
                    .isInstanceOfSatisfying(
                            QmpInvalidCommandException.class,
                            refused -> assertThat(refused.outcome()).isEqualTo(Outcome.NOT_SENT))
                    .hasMessageContaining("'s0'");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "[{\"device\": \"c0\", \"type\": \"commit\", \"status\": \"concluded\", \"auto-dismiss\": false}]",
                "[{\"device\": \"s0\", \"type\": \"stream\", \"status\": \"running\", \"auto-dismiss\": true}]"
            })
    void anOldQemuWithOtherJobsIsAsked(String jobs) {
        try (Conversation talk = Conversation.begin()) {
            Caller<BlockNodes<JsonNode>> call = query(talk);
            answerJobs(talk, jobs);
            assertListed(talk, call);
        }
    }

    @Test
    void aNewQemuGetsOnlyTheQuery() {
        ConnectOptions options = ConnectOptions.DEFAULT;
        try (Conversation talk = Conversation.begin(Conversation.PLAIN_GREETING, options)) {
            assertListed(talk, query(talk));
        }
    }

    @Test
    void aTimeoutCoversBothCommandsTogether() {
        try (Conversation talk = Conversation.begin()) {
            CallOptions options = CallOptions.timeout(Duration.ofMillis(300));
            Caller<BlockNodes<JsonNode>> call = Caller.of(() -> BlockNodes.query(talk.client(), QUERY, options));
            talk.peer().idOfNext("query-block-jobs");
            assertThat(call.failure(QmpTimeoutException.class)).hasMessageContaining("'query-block-jobs'");
        }
    }
}

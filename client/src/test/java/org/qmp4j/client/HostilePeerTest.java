package org.qmp4j.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.client.event.EventSubscription;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.peer.AgentConversation;
import org.qmp4j.client.peer.Allocation;
import org.qmp4j.client.peer.Await;
import org.qmp4j.client.peer.Caller;
import org.qmp4j.client.peer.Conversation;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawEvent;
import tools.jackson.databind.node.JsonNodeFactory;

/** A peer that sends costly messages must not take much time of the reader thread of all connections. */
class HostilePeerTest {
    private static final String UNIQUE = IntStream.range(0, 60_000)
            .mapToObj(i -> "\"member" + i + "\":" + i)
            .collect(Collectors.joining(",", "{", "}"));

    private final Conversation honest = Conversation.begin();

    @AfterEach
    void closeTheHonestConnection() {
        honest.close();
    }

    static Stream<Arguments> messages() {
        return Stream.of(
                        "{\"error\":" + UNIQUE + ",\"id\":0}",
                        "{\"error\":{\"class\":\"GenericError\",\"desc\":\"" + "d".repeat(900_000) + "\"},\"id\":0}",
                        "{\"error\":{\"desc\":\"" + "\\u0064".repeat(150_000) + "\"},\"id\":0}",
                        "{\"return\":" + UNIQUE + ",\"id\":" + UNIQUE + "}",
                        "{\"return\":{},\"id\":\"" + "i".repeat(900_000) + "\"}",
                        "{\"event\":\"" + "\\u0045".repeat(150_000) + "\"}",
                        "{\"event\":\"SHUTDOWN\",\"data\":" + UNIQUE + "}",
                        "{\"event\":\"E\",\"timestamp\":" + UNIQUE + "}",
                        "{\"QMP\":{\"capabilities\":[" + "\"c\",".repeat(200_000) + "\"d\"]}}",
                        "{\"error\":{\"a\":[" + ("[".repeat(1000) + "]".repeat(1000) + ",").repeat(400)
                                + "1]},\"id\":0}")
                .map(json -> Arguments.of(json.substring(0, 25), json));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("messages")
    void aMessageIsReadWithoutATreeOfIt(String beginning, String json) {
        try (Conversation hostile = Conversation.begin()) {
            hostile.assertWorks();
            Allocation allocation = Allocation.ofTheSelectorThread();
            hostile.peer().sendLine(json);
            hostile.assertWorks();
            honest.assertWorks();
            // The pieces of the message; a piece may be larger than its content.
            assertThat(allocation.bytes()).isLessThan(2L * json.length() + 300_000);
        }
    }

    @Test
    void anUnexpectedErrorOfAnAgentIsReadWithoutBuildingATree() {
        try (AgentConversation hostile = AgentConversation.begin()) {
            hostile.assertWorks();
            Allocation allocation = Allocation.ofTheSelectorThread();
            String json = "{\"error\":" + UNIQUE.substring(0, UNIQUE.lastIndexOf(',', 900_000)) + "}}";
            for (int i = 0; i < 5; i++) {
                hostile.agent().send(json + "\n");
                honest.assertWorks();
            }
            // Its reply comes after all of them.
            Caller<Boolean> sync = Caller.run(() -> hostile.client().sync(CallOptions.timeout(Await.PATIENCE)));
            hostile.answerSync();
            assertThat(sync.value()).isTrue();
            assertThat(allocation.bytes()).isLessThan(5 * 4L * json.length() + 300_000);
        }
    }

    @Test
    void theGetterOfALongErrorReturnsItsWholeText() {
        String description = "d".repeat(50_000);
        Caller<String> call = Caller.of(() -> honest.client()
                .send(JsonNodeFactory.instance.objectNode().put("execute", "x"))
                .path("error")
                .path("desc")
                .stringValue());
        String id = honest.peer().idOfNext("x");
        honest.peer()
                .sendLine("{\"error\": {\"class\": \"GenericError\", \"desc\": \"" + description + "\"}, \"id\": " + id
                        + "}");
        assertThat(call.value()).isEqualTo(description);
    }

    @Test
    void aFloodOfShortMessagesDoesNotBlockAnotherConnection() {
        try (Conversation hostile = Conversation.begin();
                EventSubscription<RawEvent> events = hostile.client().events()) {
            Caller<Boolean> flood = Caller.run(() -> {
                for (int i = 0; i < 200; i++) {
                    hostile.peer().send("{\"event\":\"\"}".repeat(2000));
                }
            });
            while (!flood.hasEnded()) {
                honest.assertWorks();
            }
            assertThat(flood.value()).isTrue();
            hostile.assertWorks();
            assertThat(events.dropped() + events.drain().size()).isEqualTo(400_000);
        }
    }

    @Test
    void onlyTheFirstOfManyGreetingsIsDecoded() {
        try (Conversation hostile = Conversation.begin()) {
            Allocation allocation = Allocation.ofTheSelectorThread();
            String capabilities = "\"c\",".repeat(1900) + "\"d\"";
            String greeting = "{\"QMP\":{\"capabilities\":[" + capabilities + "]}}\r\n";
            hostile.peer().send(greeting.repeat(100));
            hostile.assertWorks();
            assertThat(allocation.bytes()).isLessThan(4L * 100 * greeting.length() + 300_000);
        }
    }

    @Test
    void theMemoryForErrorsWithoutAnIdIsBounded() {
        try (Conversation hostile = Conversation.begin()) {
            Caller<Object> first = Caller.of(() -> hostile.client().execute(RawCommand.named("a")));
            hostile.peer().idOfNext("a");
            Caller<Object> second = Caller.of(() -> hostile.client().execute(RawCommand.named("b")));
            hostile.peer().idOfNext("b");
            Caller<Object> third = Caller.of(() -> hostile.client().execute(RawCommand.named("c")));
            hostile.peer().idOfNext("c");
            hostile.peer().errorWithoutId("one");
            hostile.peer().errorWithoutId("e".repeat(2 << 20));
            // Two calls are left, and only one error more has come; but it is too large to be kept until one is
            // answered.
            Await.until("all calls have ended", () -> first.hasEnded() && second.hasEnded() && third.hasEnded());
            hostile.assertWorks();
        }
    }
}

package org.qmp4j.client.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The members of any JSON object must be the same as in Jackson's tree. */
class ObjectMembersTest {
    private static final JsonMapper JACKSON =
            JsonMapper.builder(new JsonFactory()).build();
    private static final String[] SCALARS = {
        "null",
        "true",
        "false",
        "0",
        "-17",
        "3.25",
        "1e9",
        "18446744073709551615",
        "\"\"",
        "\"plain\"",
        "\"}\"",
        "\"]{[\"",
        "\"\\\"\"",
        "\"\\\\\"",
        "\"\\u007B\\\\\\\"\"",
        "\"\u00e9\u20ac\ud83d\ude00\"",
        "\"a,b:c\"",
        "\"longer than a word of eight bytes\"",
        "\"longer than a word, with \\\" and \\\\ and } in it, and more\"",
        "\"\u00e9\u00e9\u00e9\u00e9\u00e9\u00e9\u00a2\u00dc}\u00a2\u00dc\u00a2\u00dc\""
    };
    private static final String[] SPACES = {"", "", "", " ", "\r\n", "\t", "\n    "};

    private final StringBuilder json = new StringBuilder();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {101, 102, 103, 104, 105, 106, 107, 108, 109, 110})
    void theMembersAreThoseThatJacksonFinds(long seed) throws MalformedMessageException {
        random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            json.setLength(0);
            object(0);
            String text = json.toString();
            JsonNode oracle = JACKSON.readTree(text);
            assertThat(walk(text)).as(text).isEqualTo(members(oracle));
        }
    }

    private static Map<String, JsonNode> members(JsonNode oracle) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        oracle.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    // Jackson reads the text of each value: if a value ends at the wrong place, Jackson fails or returns another value.
    private static Map<String, JsonNode> walk(String text) throws MalformedMessageException {
        byte[] bytes = ("[" + text + "]").getBytes(UTF_8);
        ObjectMembers walk = new ObjectMembers(bytes, 1, bytes.length - 1);
        Map<String, JsonNode> found = new LinkedHashMap<>();
        for (int i = 0; walk.next(); i++) {
            assertThat(walk.isNamed("m" + i)).isTrue();
            assertThat(walk.isNamed("m" + i + "x")).isFalse();
            assertThat(walk.isNamed("n" + i)).isFalse();
            assertThat(walk.isNamed("m")).isFalse();
            String value = walk.spelling(Integer.MAX_VALUE);
            assertThat(walk.value()).hasToString(value);
            try (var in = JACKSON.createParser(value)) {
                found.put("m" + i, JACKSON.readTree(in));
                assertThat(in.nextToken()).as(value).isNull();
            }
        }
        return found;
    }

    private void object(int depth) {
        json.append('{');
        int count = random.nextInt(6);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            space();
            json.append("\"m").append(i).append('"');
            space();
            json.append(':');
            space();
            value(depth + 1);
            space();
        }
        if (count == 0) {
            space();
        }
        json.append('}');
    }

    private void array(int depth) {
        json.append('[');
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",");
            space();
            value(depth + 1);
            space();
        }
        json.append(']');
    }

    private void value(int depth) {
        int kind = random.nextInt(depth > 6 ? 3 : 5);
        if (kind == 3) {
            object(depth);
        } else if (kind == 4) {
            array(depth);
        } else {
            json.append(SCALARS[random.nextInt(SCALARS.length)]);
        }
    }

    private void space() {
        json.append(SPACES[random.nextInt(SPACES.length)]);
    }

    @Test
    void stringsAreDecodedAndOtherValuesAreNotStrings() throws MalformedMessageException {
        byte[] bytes = "{\"a\": \"STOP\", \"b\": \"S\\u0054OP\", \"c\": 5, \"d\": \"\"}".getBytes(UTF_8);
        ObjectMembers walk = new ObjectMembers(bytes, 0, bytes.length);
        List<String> texts = new ArrayList<>();
        while (walk.next()) {
            StringSpan string = walk.string();
            texts.add(string == null ? "no string" : string.text(100));
        }
        assertThat(texts).containsExactly("STOP", "STOP", "no string", "");
    }

    @Test
    void onlyTheBeginningOfALongValueIsReturned() throws MalformedMessageException {
        byte[] bytes = "{\"id\": 123456789}".getBytes(UTF_8);
        ObjectMembers walk = new ObjectMembers(bytes, 0, bytes.length);
        assertThat(walk.next()).isTrue();
        assertThat(walk.spelling(9)).isEqualTo("123456789");
        assertThat(walk.spelling(8)).isEqualTo("12345678...");
    }

    @Test
    void theMembersOfANestedObjectAreFound() throws MalformedMessageException {
        byte[] bytes = "{\"outer\": {\"inner\": 7}}".getBytes(UTF_8);
        ObjectMembers walk = new ObjectMembers(bytes, 0, bytes.length);
        assertThat(walk.next()).isTrue();
        ObjectMembers inner = walk.members();
        assertThat(inner.next()).isTrue();
        assertThat(inner.isNamed("inner")).isTrue();
        assertThat(inner.spelling(1)).isEqualTo("7");
        assertThat(inner.next()).isFalse();
    }
}

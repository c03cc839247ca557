package org.qmp4j.cli.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

class JsonInputTest {
    private static JsonText capture(String json) {
        try (JsonParser in = JsonInput.parser(json)) {
            in.nextToken();
            return JsonInput.capture(in);
        }
    }

    private record Wrong(String message, boolean duplicateOrLimit) {}

    private static Wrong wrong(String json) {
        JsonParser in = JsonInput.parser(json);
        try (in) {
            in.nextToken();
            JsonInput.capture(in);
            throw new AssertionError("read as JSON: " + json);
        } catch (JacksonException wrong) {
            String message = Objects.requireNonNull(
                    JsonInput.explain("the text", in, wrong).getMessage());
            return new Wrong(message, JsonInput.isDuplicateOrLimit(wrong));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-9223372036854775808",
                "18446744073709551615",
                "18446744073709551616",
                "340282366920938463463374607431768211455",
                "0.10000000000000001",
                "1.0",
                "1E+2",
                "1e400",
                "-0.0"
            })
    void aNumberIsCapturedUnchanged(String number) {
        assertThat(capture(number)).hasToString(number);
        assertThat(capture("{\"a\": [" + number + "]}")).hasToString("{\"a\":[" + number + "]}");
    }

    @Test
    void captureStopsAfterItsValue() {
        try (JsonParser in = JsonInput.parser("[{\"a\": [1, {}]}, 2]")) {
            in.nextToken();
            in.nextToken();
            assertThat(JsonInput.capture(in)).hasToString("{\"a\":[1,{}]}");
            in.nextToken();
            assertThat(JsonInput.capture(in)).hasToString("2");
        }
    }

    @Test
    void aTextIsCopiedWithUnchangedNumbers() {
        JsonText text = JsonText.of("{ \"a\": 1.50, \"b\": [true, null, \"x\"] }");
        assertThat(QmpJson.toText(out -> JsonInput.copyValue(text, out)))
                .isEqualTo("{\"a\":1.50,\"b\":[true,null,\"x\"]}");
    }

    @Test
    void aDuplicateMemberIsNamed() {
        assertThat(wrong("{\"a\":{\"size\":1,\"b\":[],\"size\":2}}"))
                .isEqualTo(new Wrong("the member 'size' occurs twice in the text", true));
    }

    @Test
    void theSameNameInDifferentObjectsIsAccepted() {
        assertThat(capture("[{\"a\":{\"a\":1}},{\"a\":2}]")).hasToString("[{\"a\":{\"a\":1}},{\"a\":2}]");
    }

    @Test
    void anErrorMessageHasThePlaceAndNotTheText() {
        Wrong wrong = wrong("{\"password\":\n  s3cret}");
        assertThat(wrong.message()).startsWith("the text is not valid JSON, at line 2, column ");
        assertThat(wrong.message()).doesNotContain("s3cret");
        assertThat(wrong.duplicateOrLimit()).isFalse();
    }

    @Test
    void nestingOf1024LevelsIsAccepted() {
        String deep = "[".repeat(1024) + "]".repeat(1024);
        assertThat(capture(deep)).hasToString(deep);
    }

    @Test
    void nestingOf1025LevelsIsTooDeep() {
        Wrong wrong = wrong("[".repeat(1025) + "]".repeat(1025));
        assertThat(wrong.message()).startsWith("the text is nested too deeply or is too long, at line 1, column ");
        assertThat(wrong.duplicateOrLimit()).isTrue();
    }
}

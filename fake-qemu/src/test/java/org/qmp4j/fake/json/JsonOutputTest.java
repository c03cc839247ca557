package org.qmp4j.fake.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.fake.script.Answer;

class JsonOutputTest {
    private static String print(String json, boolean pretty) {
        return new String(JsonOutput.print(Answer.read(json), pretty), US_ASCII);
    }

    @Test
    void aSpaceFollowsEachCommaAndColon() {
        assertThat(print("{'a':[1,true,null,{}],'b':[]}", false)).isEqualTo("{\"a\": [1, true, null, {}], \"b\": []}");
    }

    @Test
    void charactersBeyondAsciiAreEscapedInUpperCase() {
        assertThat(print("'Zo\u00eb \u20ac \ud83d\ude80 \\u007f \\u0001 \\\\ \\n'", false))
                .isEqualTo("\"Zo\\u00EB \\u20AC \\uD83D\\uDE80 \\u007F \\u0001 \\\\ \\n\"");
    }

    @Test
    void prettyOutputHasALineForEachMember() {
        assertThat(print("{'a':{'b':[1,2]},'c':{}}", true))
                .isEqualTo("{\r\n    \"a\": {\r\n        \"b\": [\r\n            1,\r\n            2\r\n        ]\r\n"
                        + "    },\r\n    \"c\": {}\r\n}");
    }

    @ParameterizedTest
    @CsvSource({
        "1.0, 1",
        "0.1, 0.10000000000000001",
        "-0.0, -0",
        "1e400, inf",
        "1e-7, 9.9999999999999995e-08",
        "0.0001, 0.0001",
        "1e17, 1e+17",
        "123456789.5, 123456789.5",
        "-2.5e-300, -2.5e-300",
        "18446744073709551615, 18446744073709551615",
    })
    void numbersArePrintedInQemusForm(String number, String printed) {
        assertThat(print(number, false)).isEqualTo(printed);
    }
}

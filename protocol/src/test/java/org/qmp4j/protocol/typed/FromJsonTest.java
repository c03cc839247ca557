package org.qmp4j.protocol.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.JsonNodeFactory;

class FromJsonTest {
    private static List<Long> numbers(String json) {
        return FromJson.text("Numbers", json, in -> in.readList(TypedReader::readLong));
    }

    @Test
    void textAndTreeAreReadInTheSameWay() {
        assertThat(numbers(" [1, 18446744073709551615]\n")).containsExactly(1L, -1L);
        assertThat(FromJson.<List<Long>>tree(
                        "Numbers",
                        JsonNodeFactory.instance.arrayNode().add(1).add(2),
                        in -> in.readList(TypedReader::readLong)))
                .containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[1, \"x\"]`   | at /1: expected a whole number, found a string",
                "`{}`           | expected a list, found an object",
                "`[1] [2]`      | the text contains more than one value",
                "``             | expected a value, found the end of the text",
            })
    void theMessageHasTheReasonAndThePlace(String json, String problem) {
        assertThatThrownBy(() -> numbers(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read Numbers from JSON: " + problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`[1,\n  hunter2]` | line 2",
                "`[1, 2` | line 1",
                "`{\"hunter2\" 1}` | line 1",
                "`[1] hunter2` | line 1"
            })
    void malformedTextIsRejectedWithItsLineAndWithoutItsContent(String json, String line) {
        assertThatThrownBy(() -> numbers(json.replace("\\n", "\n")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("cannot read Numbers from JSON: ")
                .hasMessageContaining(line)
                .hasMessageNotContaining("hunter2")
                .hasNoCause();
    }

    @Test
    void aTreeThatIsNotJsonIsRejected() {
        assertThatThrownBy(() -> FromJson.tree(
                        "Numbers",
                        JsonNodeFactory.instance.numberNode(Double.NaN),
                        in -> in.readList(TypedReader::readLong)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot read Numbers from JSON: ")
                .hasMessageContaining("NaN");
    }
}

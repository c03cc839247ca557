package org.qmp4j.protocol.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.JsonNode;

class MembersTest {
    private static String member(Object value) {
        return QmpJson.toText(out -> Members.writeValue(out, value));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1", "0.5, 0.5", "-3.0, -3", "1e300, 1.0E300", "9007199254740992.0, 9.007199254740992E15"})
    void aWholeNumberIsWrittenWithoutAFraction(double value, String text) {
        assertThat(member(value)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aNumberThatIsNotValidJsonIsRejected(double value) {
        assertThatThrownBy(() -> member(value))
                .isInstanceOf(StreamWriteException.class)
                .hasMessageContaining(value + " is not valid JSON");
    }

    @Test
    void listsAreWrittenAsArrays() {
        assertThat(member(List.of(List.of("a"), 1L, true))).isEqualTo("[[\"a\"],1,true]");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9223372036854775807, 9223372036854775807", "-1, 18446744073709551615"})
    void aLongIsWrittenAsAnUnsignedNumber(long bits, String text) {
        assertThat(QmpJson.toText(out -> {
                    out.writeStartObject();
                    Members.writeUnsigned(out, "u", bits);
                    out.writeEndObject();
                }))
                .isEqualTo("{\"u\":" + text + "}");
    }

    @Test
    void toStringShowsNeitherSecretsNorAbsentMembers() {
        String text = Members.toString(
                "SetPassword",
                List.of("protocol", "!password", "connected"),
                Arrays.asList("vnc", "hunter2", null).toArray());
        assertThat(text).isEqualTo("SetPassword{protocol=vnc, password=***}");
    }

    @Test
    void toStringShowsListsAndRecordsLikeTheJdk() {
        Object[] values = {List.of(), List.of(List.of("a"), 1L), "text"};
        StringBuilder text = new StringBuilder("before ");
        Members.appendRecord(text, "Disk", List.of("none", "some", "name"), values);
        assertThat(text.toString()).isEqualTo("before Disk[none=[], some=[[a], 1], name=text]");
    }

    private static final Map<String, JsonNode> KEPT = Map.of(
            "running",
            JsonText.of("null").tree(),
            "status",
            JsonText.of("[\"secret\"]").tree());

    @Test
    void aMandatoryMemberThatIsMissingIsNamed() {
        assertThatThrownBy(() -> Members.required(null, Map.of(), "StatusInfo", "running"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("StatusInfo has no member 'running'");
    }

    @Test
    void aNullIsTheSameAsAnAbsentMember() {
        assertThat(Members.optional(null, KEPT, "StatusInfo", "running")).isEmpty();
        assertThatThrownBy(() -> Members.required(null, KEPT, "StatusInfo", "running"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("StatusInfo has no member 'running'");
    }

    @Test
    void theErrorOfAnAccessorHasTheTypeOfTheMemberAndNotItsValue() {
        String message =
                "the member 'status' of StatusInfo is a list, which has another type or range than this build expects;"
                        + " unknownMembers() has the value";
        assertThatThrownBy(() -> Members.optional(null, KEPT, "StatusInfo", "status"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> Members.required(null, KEPT, "StatusInfo", "status"))
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage(message);
    }
}

package org.qmp4j.protocol.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.protocol.JsonText;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;

class TypedReaderTest {
    private static <T> T read(String json, Function<TypedReader, T> how) {
        try (JsonParser in = JsonText.of(json).parser()) {
            return how.apply(TypedReader.of(in));
        }
    }

    private static Point point(TypedReader in) {
        return in.readObject(new Point());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[[1], [2, \"3\"]]           | at /1/1: expected a whole number, found a string",
                "[[1.5]]                     | at /0/0: expected a whole number, found a number with a fraction",
                "[[1], null]                 | at /1: expected a list, found null",
                "[[18446744073709551616]]    | at /0/0: expected a whole number from -2^63 to 2^64-1, found 18446744073709551616",
                "{}                          | expected a list, found an object",
            })
    void aWrongTypeOutsideOfMembersIsRejectedWithItsPath(String json, String message) {
        assertThatThrownBy(() -> read(json, in -> in.readList(each -> each.readList(TypedReader::readLong))))
                .isInstanceOf(StreamReadException.class)
                .satisfies(failure -> assertThat(((StreamReadException) failure).getOriginalMessage())
                        .isEqualTo(message));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"x\": \"1\"",
                "\"x\": 1.5",
                "\"x\": null",
                "\"x\": {\"x\":[1,{}]}",
                "\"x\": 18446744073709551616",
                "\"x\": -9223372036854775809",
                "\"names\": [\"a\",{},[\"b\"],null]",
                "\"names\": \"a\"",
                "\"on\": 0",
                "\"ratio\": true",
            })
    void aMemberOfAWrongTypeIsKeptUnchangedAndTheOthersAreRead(String member) {
        List<Point> points =
                read("[{" + member + ", \"last\": 7}, {\"x\": 2}]", in -> in.readList(TypedReaderTest::point));
        assertThat(points.get(0).keptMembers().toString().replace(" ", ""))
                .isEqualTo("{" + member.replace("\": ", "=").substring(1) + "}");
        assertThat(points.get(0).last).isEqualTo(7);
        assertThat(points.get(1).x).isEqualTo(2);
    }

    @Test
    void theEndOfTheTextIsNotAValue() {
        assertThatThrownBy(() -> read("", TypedReader::readAny))
                .isInstanceOf(StreamReadException.class)
                .hasMessageContaining("expected a value, found the end of the text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "9223372036854775807", "9223372036854775808", "18446744073709551615"})
    void unsignedNumbersKeepTheirValue(String number) {
        assertThat(read(number, TypedReader::readBigInteger)).isEqualTo(new BigInteger(number));
        assertThat(Long.toUnsignedString(read(number, TypedReader::readLong))).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 18446744073709551615",
        "-2145386495, 18446744071564165121",
        "-9223372036854775808, 9223372036854775808",
    })
    void signedAndUnsignedFormsAreReadAsTheSameNumber(String signed, String unsigned) {
        assertThat(read(signed, TypedReader::readLong)).isEqualTo(Long.parseLong(signed));
        assertThat(read(unsigned, TypedReader::readLong)).isEqualTo(Long.parseLong(signed));
        assertThat(read(signed, TypedReader::readBigInteger)).isEqualTo(new BigInteger(unsigned));
    }

    @Test
    void afterANumberAboveTheSignedRangeTheOtherMembersAreRead() {
        Point point = read("{\"x\": 18446744073709551615, \"on\": true}", TypedReaderTest::point);
        assertThat(point.x).isEqualTo(-1);
        assertThat(point.on).isTrue();
    }

    @Test
    void membersCanHaveAnyOrderAndCanBeMissing() {
        Point point = read("{\"names\": [], \"x\": -9223372036854775808}", TypedReaderTest::point);
        assertThat(point.x).isEqualTo(Long.MIN_VALUE);
        assertThat(point.names).isEmpty();
        assertThat(point.on).isNull();
    }

    @Test
    void unknownMembersAreSkipped() {
        Point point = read("{\"z\": [{\"x\": 7}], \"x\": 1, \"y\": {}}", TypedReaderTest::point);
        assertThat(point.x).isEqualTo(1);
        assertThat(point.keptMembers()).isEmpty();
    }

    @Test
    void unknownMembersAreKeptOnRequest() {
        Point point = read("{\"z\": [{\"x\": 7}], \"x\": 1, \"y\": {}}", in -> point(in.keepingUnknownMembers()));
        assertThat(point.x).isEqualTo(1);
        assertThat(point.keptMembers().toString()).isEqualTo("{z=[{\"x\":7}], y={}}");
    }

    private static final class Point extends TypedBuilder {
        private @Nullable Long x;
        private @Nullable Long last;
        private @Nullable Boolean on;
        private @Nullable List<String> names;

        @Override
        protected boolean readMember(String name, TypedReader in) {
            switch (name) {
                case "x" -> x = in.readLong();
                case "last" -> last = in.readLong();
                case "on" -> on = in.readBoolean();
                case "ratio" -> in.readDouble();
                case "names" -> names = in.readList(TypedReader::readString);
                default -> {
                    return false;
                }
            }
            return true;
        }
    }
}

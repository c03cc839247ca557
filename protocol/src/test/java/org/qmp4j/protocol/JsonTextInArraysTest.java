package org.qmp4j.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

/** A text in several arrays must equal the same text in one array. */
class JsonTextInArraysTest {
    private static final byte[] FILLER = {'?', '?', '?'};

    /** The bytes cut at these places. The last array is longer than the text. */
    private static JsonText cut(byte[] bytes, int... places) {
        List<byte[]> arrays = new ArrayList<>();
        int start = 0;
        for (int place : places) {
            arrays.add(Arrays.copyOfRange(bytes, start, place));
            start = place;
        }
        byte[] last = Arrays.copyOf(FILLER, bytes.length - start + FILLER.length);
        System.arraycopy(bytes, start, last, 0, bytes.length - start);
        arrays.add(last);
        return JsonText.wrap(arrays, bytes.length);
    }

    @Test
    void aCharacterCanBeSplitAnywhere() {
        String value = "a\u00e4\u20ac\ud83d\ude00z";
        byte[] bytes = ("\"" + value + "\"").getBytes(UTF_8);
        for (int one = 1; one < bytes.length; one++) {
            for (int other = one; other < bytes.length; other++) {
                JsonText text = cut(bytes, one, other);
                assertThat(text.tree().stringValue()).isEqualTo(value);
                assertThat(text).hasToString("\"" + value + "\"");
                assertThat(text.toByteArray()).isEqualTo(bytes);
                assertThat(text.length()).isEqualTo(bytes.length);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {201, 202, 203, 204, 205, 206, 207, 208})
    void aLongTextInRandomPiecesIsDecodedCompletely(long seed) {
        Random random = new Random(seed);
        String value = "\u20ac\ud83d\ude00a\u00e4b".repeat(20_000);
        byte[] bytes = ("{\"a\": \"" + value + "\"}").getBytes(UTF_8);
        int[] places =
                random.ints(1 + random.nextInt(100), 1, bytes.length).sorted().toArray();
        assertThat(cut(bytes, places).tree().get("a").stringValue()).isEqualTo(value);
    }

    @Test
    void everyPartMatchesThePartOfTheWholeText() {
        String json = "{\"a\": [1, 22, 333]}";
        JsonText text = cut(json.getBytes(UTF_8), 1, 5, 5, 9, 14);
        for (int start = 0; start <= json.length(); start++) {
            for (int end = start; end <= json.length(); end++) {
                JsonText part = text.part(start, end - start);
                assertThat(part).hasToString(json.substring(start, end));
                assertThat(part.toByteArray())
                        .isEqualTo(json.substring(start, end).getBytes(UTF_8));
            }
        }
        assertThat(text.part(6, 12).part(4, 2).tree().intValue()).isEqualTo(22);
    }

    @Test
    void aPartOutsideOfTheTextIsRejected() {
        JsonText text = cut("[1, 2]".getBytes(UTF_8), 2);
        assertThatThrownBy(() -> text.part(5, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.part(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> JsonText.wrap(List.of(new byte[3], new byte[4]), 8))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void anEmptyObjectCanBeSplit() {
        assertThat(cut("{}".getBytes(UTF_8), 1).tree().isEmpty()).isTrue();
        assertThat(cut("[{}]".getBytes(UTF_8), 2).part(1, 2).tree().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00ff", "\u00c3", "\u00e2\u0082", "\u00ed\u00a0\u0080", "\u00c0\u0080"})
    void invalidUtf8IsRejectedWhereverItIsSplit(String wrong) {
        byte[] bytes = ("[\"" + "a".repeat(9999) + wrong + "\"]").getBytes(ISO_8859_1);
        for (int place = 9_999; place < bytes.length; place++) {
            JsonText text = cut(bytes, 5_000, place);
            assertThatThrownBy(text::tree)
                    .isInstanceOf(JacksonException.class)
                    .hasMessageStartingWith("invalid UTF-8 at byte 10001");
        }
    }

    @Test
    void theCheckRunsDuringDecoding() {
        AtomicInteger pieces = new AtomicInteger();
        byte[] bytes = ("\"" + "a".repeat(200_000) + "\"").getBytes(UTF_8);
        JsonText text = cut(bytes, 1000, 150_000).checked(pieces::incrementAndGet);
        assertThat(text.tree().stringValue()).isEqualTo("a".repeat(200_000));
        assertThat(pieces.get()).isGreaterThan(20);
    }
}

package org.qmp4j.cli.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.protocol.JsonText;

class KeyValueArgumentsTest {
    private static String parsed(String... arguments) {
        return String.valueOf(KeyValueArguments.parse(List.of(arguments)));
    }

    private static String error(String... arguments) {
        List<String> list = List.of(arguments);
        return String.valueOf(assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> KeyValueArguments.parse(list))
                .actual()
                .getMessage());
    }

    @Test
    void anEmptyListHasNoArguments() {
        JsonText none = KeyValueArguments.parse(List.of());
        assertThat(none).isNull();
    }

    @Test
    void aDotSeparatesLevelsAndMembersKeepTheirOrder() {
        assertThat(parsed("driver=qcow2", "file.driver=file", "size=1", "file.filename=/vm.img"))
                .isEqualTo("{\"driver\":\"qcow2\",\"file\":{\"driver\":\"file\",\"filename\":\"/vm.img\"},\"size\":1}");
    }

    @Test
    void aKeyCanHaveManyLevels() {
        assertThat(parsed("a.b.c.d=1", "a.b.x=2")).isEqualTo("{\"a\":{\"b\":{\"c\":{\"d\":1},\"x\":2}}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "1048576",
                "18446744073709551615",
                "18446744073709551616",
                "123456789012345678901234567890",
                "1.50",
                "0.1",
                "-2.5E+10",
                "true",
                "false",
                "null",
                "\"\"",
                "\"5\"",
                "[]",
                "[1,\"two\",[3]]",
                "{}",
                "{\"a\":{\"b\":[1.0]}}"
            })
    void aValueThatIsJsonIsSentUnchanged(String json) {
        assertThat(parsed("v=" + json)).isEqualTo("{\"v\":" + json + "}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "on",
                "tru",
                "True",
                "TRUE",
                "nulls",
                "NaN",
                "Infinity",
                "+1",
                "007",
                "1.",
                ".5",
                "0x10",
                "1 2",
                "10G",
                "1,2",
                "-",
                "{",
                "[1,",
                "{a:1}",
                "'x'",
                "52:54:00:12:34:56",
                "a=b",
                "a.b",
                "//",
                "#",
                "{} {}"
            })
    void aValueThatIsNotJsonIsAString(String text) {
        assertThat(parsed("v=" + text)).isEqualTo("{\"v\":\"" + text + "\"}");
    }

    @Test
    void anEmptyValueIsAnEmptyString() {
        assertThat(parsed("v=")).isEqualTo("{\"v\":\"\"}");
    }

    @Test
    void spacesAreAString() {
        assertThat(parsed("v=  ")).isEqualTo("{\"v\":\"  \"}");
    }

    @Test
    void spacesAroundJsonAreIgnored() {
        assertThat(parsed("v= [ 1 , 2 ] ")).isEqualTo("{\"v\":[1,2]}");
    }

    @Test
    void quotesAndBackslashesInAStringAreEscaped() {
        assertThat(parsed("v=C:\\x \"y\"")).isEqualTo("{\"v\":\"C:\\\\x \\\"y\\\"\"}");
    }

    @Test
    void charactersBeyondAsciiAreEscaped() {
        assertThat(parsed("n\u00e4me=\u20ac \ud83d\ude00")).isEqualTo("{\"n\\u00E4me\":\"\\u20AC \\uD83D\\uDE00\"}");
    }

    @Test
    void onlyTheFirstEqualsSignSeparatesKeyAndValue() {
        assertThat(parsed("uri=exec:cat >a=b")).isEqualTo("{\"uri\":\"exec:cat >a=b\"}");
    }

    @Test
    void anArgumentWithoutEqualsSignIsReportedByItsNumberOnly() {
        assertThat(error("id=a", "s3cret")).isEqualTo("argument 2 of the command does not have the form KEY=VALUE");
    }

    @ParameterizedTest
    @CsvSource({"=5,''", "a..b=5,a..b", ".a=5,.a", "a.=5,a."})
    void aKeyWithAnEmptyPartIsNamed(String word, String key) {
        assertThat(error(word)).isEqualTo("the key '" + key + "' has an empty part");
    }

    @Test
    void aDuplicateKeyIsNamed() {
        assertThat(error("a.b=1", "a.b=s3cret")).isEqualTo("the key 'a.b' is given twice");
    }

    @Test
    void aValueCannotGetMembers() {
        assertThat(error("a.b=s3cret", "a.b.c=2")).isEqualTo("'a.b' already has a value, so 'a.b.c' is not possible");
    }

    @Test
    void aValueThatIsAnObjectCannotGetMembers() {
        assertThat(error("a={\"b\":1}", "a.c=2")).isEqualTo("'a' already has a value, so 'a.c' is not possible");
    }

    @Test
    void membersCannotGetAValue() {
        assertThat(error("a.b.c=1", "a.b=s3cret")).isEqualTo("'a.b' already has members, so it cannot have a value");
    }

    @Test
    void aDuplicateMemberOfAnObjectIsNamed() {
        assertThat(error("file={\"size\":1,\"size\":2}"))
                .isEqualTo("the member 'size' occurs twice in the value of 'file'");
    }

    @Test
    void theKeyOfAValueThatIsNestedTooDeeplyIsNamed() {
        assertThat(error("deep=" + "[".repeat(1025) + "]".repeat(1025)))
                .startsWith("the value of 'deep' is nested too deeply");
    }

    @Test
    void aValueThatIsTooDeepOnlyBelowItsKeyIsRejected() {
        assertThat(error("a.b.deep=" + "[".repeat(1023) + "]".repeat(1023)))
                .isEqualTo("the arguments are nested too deeply: QEMU accepts 1024 levels");
    }

    @Test
    void aKeyWithTooManyLevelsIsRejected() {
        assertThat(error("a" + ".a".repeat(1100) + "=1"))
                .isEqualTo("the arguments are nested too deeply: QEMU accepts 1024 levels");
    }
}

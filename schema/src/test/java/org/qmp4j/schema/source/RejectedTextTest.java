package org.qmp4j.schema.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaText;

class RejectedTextTest {
    private static String refusal(String text) {
        return SchemaText.refusal(text, Dialect.QEMU_10_2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { 'event' 'GONE' }                     | 11: expected ':'
            { 'event': 'GONE'                      | 18: expected ',' or '}'
            { 'event': 'GONE', }                   | 20: expected string
            { 'event': GONE }                      | 12: stray 'GONE'
            { 'event': 'GONE                       | 12: missing terminating "'"
            { 'event': 'GO\\nE' }                  | 12: unknown escape \\n
            { 'event': 'GÖNE' }                    | 12: funny character in string
            { 'event': 'GONE', 'event': 'LEFT' }   | 29: duplicate key 'event'
            { 'event': 'GONE', 'features': ['x' }  | 37: expected ',' or ']'
            { 'event': 'GONE', 'features': [,] }   | 33: expected '{', '[', ']', string, or boolean
            """)
    void anUnexpectedTokenIsRejectedAtItsColumn(String text, String refusal) {
        assertThat(refusal(text)).isEqualTo("s.json:1:" + refusal);
    }

    @Test
    void aTabCountsAsInTheMessagesOfQemu() {
        assertThat(refusal("\t{ 'event': ! }")).isEqualTo("s.json:1:12: stray '!'");
    }

    @Test
    void onlyObjectsAreAllowedAtTheTopLevel() {
        assertThat(refusal("[ ]")).isEqualTo("s.json:1: top-level expression must be an object");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { 'pragma': [] }                              | value of 'pragma' must be an object
            { 'pragma': { 'doc-required': 'yes' } }       | pragma 'doc-required' must be boolean
            { 'pragma': { 'member-name-exceptions': 'A' } } | pragma member-name-exceptions must be a list of strings
            { 'pragma': { 'speed': true } }               | unknown pragma 'speed'
            { 'include': 'a.json', 'x': true }            | invalid 'include' directive
            { 'include': ['a.json'] }                     | value of 'include' must be a string
            { 'include': 's.json' }                       | inclusion loop for s.json
            """)
    void aMalformedDirectiveIsRejected(String text, String reason) {
        assertThat(refusal(text)).isEqualTo("s.json:1: " + reason);
    }

    @Test
    void aMissingIncludedFileIsReportedAtTheIncludeDirective() {
        assertThat(refusal("\n{ 'include': 'nowhere.json' }"))
                .startsWith("s.json:2: can't read include file '")
                .endsWith("nowhere.json': No such file or directory");
    }

    @Test
    void anUnterminatedCommentIsRejected() {
        assertThat(refusal("##\n# @GONE:\n{ 'event': 'GONE' }"))
                .isEqualTo("s.json:3:1: documentation comment must end with '##'");
        assertThat(SchemaText.refusal("##\n# @GONE:\n{ 'event': 'GONE' }", Dialect.LENIENT))
                .isEqualTo("s.json:3:1: documentation comment must end with '##'");
    }

    @Test
    void aCommentWithoutADefinitionIsRejected() {
        assertThat(refusal("##\n# @GONE:\n##\n\n##\n# More.\n##\n"))
                .isEqualTo("s.json:1: documentation for 'GONE' is not followed by the definition");
    }

    @Test
    void onlyTheNewestDialectCountsTheSpacesBetweenSentences() {
        String schema = "##\n# @GONE:\n#\n# It went. It does not return.\n##\n{ 'event': 'GONE' }";
        assertThat(refusal(schema)).startsWith("s.json:4:11: Use two spaces between sentences");
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_10_0)).isEmpty();
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2)).isEmpty();
        assertThat(SchemaText.refusal(schema, Dialect.LENIENT)).isEmpty();
    }

    @Test
    void notesAreSectionsOnlyInOldSchemas() {
        String schema = "##\n# @GONE:\n#\n# Note: It went.\n##\n{ 'event': 'GONE' }";
        assertThat(refusal(schema)).startsWith("s.json:4:1: The 'Note' section is no longer supported.");
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2)).isEmpty();
        assertThat(SchemaText.refusal(schema, Dialect.LENIENT)).isEmpty();
    }
}

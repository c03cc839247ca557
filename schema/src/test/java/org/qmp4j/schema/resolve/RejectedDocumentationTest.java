package org.qmp4j.schema.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaText;

/** Errors in the documentation of definitions. */
class RejectedDocumentationTest {
    private static final String UNDOCUMENTED_MEMBER = """
            ##
            # @Wheel:
            #
            # Round.
            ##
            { 'struct': 'Wheel', 'data': { 'size': 'int' } }
            """;

    private static String refusal(String schema) {
        return SchemaText.refusal(schema, Dialect.QEMU_10_2);
    }

    @Test
    void aMemberWithoutDocumentationIsRejectedUnlessItIsExempt() {
        assertThat(refusal(UNDOCUMENTED_MEMBER)).endsWith("s.json:6: member 'size' lacks documentation");
        assertThat(refusal("{ 'pragma': { 'documentation-exceptions': ['Wheel'] } }\n" + UNDOCUMENTED_MEMBER))
                .isEmpty();
        assertThat(SchemaText.refusal(UNDOCUMENTED_MEMBER, Dialect.QEMU_7_2)).isEmpty();
        assertThat(SchemaText.refusal(UNDOCUMENTED_MEMBER, Dialect.LENIENT)).isEmpty();
    }

    @Test
    void documentationOfAMissingMemberIsRejected() {
        String schema = """
                ##
                # @GONE:
                #
                # @a: one
                #
                # @b: two
                ##
                { 'event': 'GONE' }
                """;
        assertThat(refusal(schema)).isEqualTo("s.json:4: documented members 'a', 'b' do not exist");
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2))
                .isEqualTo("s.json:1: documented members 'a', 'b' do not exist");
        assertThat(SchemaText.refusal(schema, Dialect.LENIENT)).isEmpty();
    }

    @Test
    void documentationOfAnotherDefinitionIsRejected() {
        assertThat(refusal("##\n# @LEFT:\n##\n{ 'event': 'GONE' }"))
                .endsWith("s.json:4: documentation comment is for 'LEFT'");
    }

    @Test
    void aDefinitionWithoutRequiredDocumentationIsRejected() {
        String schema = "{ 'pragma': { 'doc-required': true } }\n{ 'event': 'GONE' }";
        assertThat(refusal(schema)).endsWith("s.json:2: documentation comment required");
        assertThat(SchemaText.refusal(schema, Dialect.LENIENT)).isEmpty();
    }

    @Test
    void returnsIsOnlyAllowedForACommandWithAReturnValue() {
        assertThat(refusal("##\n# @GONE:\n#\n# Returns: x\n##\n{ 'event': 'GONE' }"))
                .isEqualTo("s.json:4: 'Returns' section is only valid for commands");
        assertThat(refusal("##\n# @go:\n#\n# Returns: x\n##\n{ 'command': 'go' }"))
                .isEqualTo("s.json:4: 'Returns' section, but command doesn't return anything");
    }

    @Test
    void aFeatureMustBeDocumented() {
        assertThat(refusal("##\n# @go:\n##\n{ 'command': 'go', 'features': ['fast'] }"))
                .endsWith("s.json:4: feature 'fast' lacks documentation");
    }
}

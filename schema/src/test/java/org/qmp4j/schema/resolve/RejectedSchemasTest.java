package org.qmp4j.schema.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaText;

/** Errors in the relations between definitions. */
class RejectedSchemasTest {
    private static final String TYPES = """
            { 'enum': 'Drive', 'data': ['front', 'rear'] }
            { 'enum': 'Switch', 'data': ['on', 'off'] }
            { 'struct': 'Wheel', 'data': { 'size': 'int' } }
            { 'struct': 'Tagged', 'data': { 'drive': 'Drive', '*maybe': 'Drive', 'name': 'str' } }
            { 'union': 'Car', 'base': 'Tagged', 'discriminator': 'drive', 'data': { 'front': 'Wheel' } }
            """;

    private static String refusal(String schema) {
        return SchemaText.refusal(TYPES + schema, Dialect.QEMU_10_2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { 'struct': 'Axle', 'data': { 'x': 'Nothing' } }                                              | member 'x' uses unknown type 'Nothing'
            { 'struct': 'Axle', 'data': { 'x': ['Nothing'] } }                                            | struct uses unknown type 'Nothing'
            { 'struct': 'Axle', 'base': 'Nothing', 'data': {} }                                           | 'base' uses unknown type 'Nothing'
            { 'struct': 'Axle', 'base': 'Drive', 'data': {} }                                             | 'base' requires a struct type, enum type 'Drive' isn't
            { 'struct': 'Axle', 'base': 'Car', 'data': {} }                                               | 'base' requires a struct type, union type 'Car' isn't
            { 'struct': 'Axle', 'base': 'Axle', 'data': {} }                                                 | object Axle contains itself
            { 'struct': 'Axle', 'base': 'Wheel', 'data': { '*size': 'str' } }                             | member 'size' collides with member 'size' of type 'Wheel'
            { 'struct': 'Axle', 'data': { 'a-b': 'int', 'a_b': 'int' } }                                  | name of 'data' member 'a_b' must not use uppercase or '_'
            { 'struct': 'Axle', 'data': {}, 'features': ['x', 'x'] }                                      | feature 'x' collides with feature 'x'
            { 'struct': 'Axle', 'data': {}, 'features': ['deprecated'] }                                  | feature 'deprecated' is not supported for types
            { 'enum': 'Axle', 'data': ['x', 'x'] }                                                        | value 'x' collides with value 'x'
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'x', 'data': {} }                       | discriminator 'x' is not a member of 'base'
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'name', 'data': {} }                    | discriminator member 'name' of base type 'Tagged' must be of enum type
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'maybe', 'data': {} }                   | discriminator member 'maybe' of base type 'Tagged' must not be optional
            { 'union': 'Axle', 'base': { 'd': 'str' }, 'discriminator': 'd', 'data': {} }                 | discriminator member 'd' of 'base' must be of enum type
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'drive', 'data': { 'up': 'Wheel' } }    | branch 'up' is not a value of enum type 'Drive'
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'drive', 'data': { 'rear': 'int' } }    | branch 'rear' cannot use built-in type 'int'
            { 'union': 'Axle', 'base': 'Tagged', 'discriminator': 'drive', 'data': { 'rear': 'Tagged' } } | member 'drive' of type 'Tagged' collides with member 'drive' of type 'Tagged'
            { 'alternate': 'Axle', 'data': { 'x': 'int', 'y': 'number' } }                                | branch 'y' can't be distinguished from 'x'
            { 'alternate': 'Axle', 'data': { 'x': 'bool', 'y': 'Switch' } }                               | branch 'y' can't be distinguished from 'x'
            { 'alternate': 'Axle', 'data': { 'x': 'str', 'y': 'int' } }                                   | branch 'y' can't be distinguished from 'x'
            { 'alternate': 'Axle', 'data': { 'x': 'any' } }                                               | branch 'x' cannot use built-in type 'any'
            { 'command': 'go', 'data': 'Drive' }                                                       | command's 'data' cannot take enum type 'Drive'
            { 'command': 'go', 'data': 'Car' }                                                         | command's 'data' can take union type 'Car' only with 'boxed': true
            { 'command': 'go', 'returns': 'str' }                                                      | command's 'returns' cannot take built-in type 'str'
            { 'command': 'go', 'returns': ['str'] }                                                    | command's 'returns' cannot take array type ['str']
            { 'command': 'go', 'data': { 'x': { 'type': 'int', 'if': 'X' } } }                         | conditional command arguments require 'boxed': true
            { 'event': 'GONE', 'data': { 'x': 'Nothing' } }                                            | parameter 'x' uses unknown type 'Nothing'
            { 'enum': 'QType', 'data': [] }                                                            | enum type 'QType' is already defined
            """)
    void anInvalidReferenceIsRejectedAtItsPlace(String schema, String reason) {
        assertThat(refusal(schema)).endsWith("s.json:6: " + reason);
    }

    @Test
    void theErrorOfADuplicateDefinitionShowsTheFirstOne() {
        assertThat(refusal("{ 'command': 'go' }\n{ 'struct': 'Wheel', 'data': {} }"))
                .isEqualTo("""
                        s.json: In struct 'Wheel':
                        s.json:7: 'Wheel' is already defined
                        s.json: In struct 'Wheel':
                        s.json:3: previous definition""");
    }

    @Test
    void typesThatCanBeDistinguishedFormAnAlternate() {
        assertThat(refusal("{ 'alternate': 'Axle', 'data': { 'w': 'Wheel', 's': 'str', 'l': ['int'], 'n': 'null' } }"))
                .isEmpty();
        assertThat(refusal("{ 'alternate': 'Axle', 'data': { 'd': 'Drive', 'b': 'bool', 'i': 'int' } }"))
                .isEmpty();
    }

    @Test
    void aCommandCanReturnATypeThatAPragmaAllows() {
        assertThat(refusal("{ 'pragma': { 'command-returns-exceptions': ['go'] } }\n"
                        + "{ 'command': 'go', 'returns': 'str' }"))
                .isEmpty();
    }

    @Test
    void conditionalArgumentsAreRejectedOnlyInVersionsThatForbidThem() {
        String schema = "{ 'command': 'go', 'data': { 'x': { 'type': 'int', 'if': 'X' } } }";
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2)).isEmpty();
        assertThat(SchemaText.refusal(schema, Dialect.LENIENT)).isEmpty();
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_10_0)).contains("require 'boxed': true");
    }

    @Test
    void aUnionCanBeABranchOfAUnionInNewerVersions() {
        String schema = TYPES
                + "{ 'union': 'Outer', 'base': { 'o': 'Switch' }, 'discriminator': 'o', 'data': { 'on': 'Car' } }";
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2)).endsWith("branch 'on' cannot use union type 'Car'");
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_10_0)).isEmpty();
    }

    @Test
    void aSixtyFifthFeatureIsRejected() {
        StringBuilder schema = new StringBuilder();
        for (int i = 1; i <= 63; i++) {
            schema.append("{ 'command': 'c")
                    .append(i)
                    .append("', 'features': ['f")
                    .append(i)
                    .append("'] }\n");
        }
        // The features deprecated and unstable always exist.
        assertThat(refusal(schema.toString())).isEqualTo("""
                        s.json: In command 'c63':
                        s.json:68: Maximum of 64 schema features is permitted""");
    }
}

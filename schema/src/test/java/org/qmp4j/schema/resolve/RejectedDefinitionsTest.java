package org.qmp4j.schema.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaText;

/** Errors in the form of a single definition. */
class RejectedDefinitionsTest {
    private static String refusal(String schema) {
        return SchemaText.refusal(schema, Dialect.QEMU_10_2);
    }

    @Test
    void anErrorNamesTheDefinitionItsFileAndItsLine() {
        assertThat(refusal("\n\n{ 'struct': 'Wheel',\n  'data': { 'Size': 'int' } }"))
                .isEqualTo("""
                        s.json: In struct 'Wheel':
                        s.json:3: name of 'data' member 'Size' must not use uppercase or '_'""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            { 'foo': 'Bar' }                                                     | expression must have exactly one key 'enum', 'struct', 'union', 'alternate', 'command', 'event'
            { 'struct': ['A'], 'data': {} }                                      | 'struct' requires a string name
            { 'struct': 'wheel', 'data': {} }                                    | name of struct must use CamelCase
            { 'struct': 'WheelList', 'data': {} }                                | struct name should not end in 'List'
            { 'struct': 'Wheel' }                                                | struct misses key 'data'
            { 'struct': 'Wheel', 'data': {}, 'gen': false }                      | struct has unknown key 'gen'
            { 'struct': 'Wheel', 'data': { 'u': 'int' } }                        | 'data' member 'u' uses reserved name
            { 'struct': 'Wheel', 'data': { 'has-x': 'int' } }                    | 'data' member 'has-x' uses reserved name
            { 'struct': 'Wheel', 'data': { '*': 'int' } }                        | 'data' member '*' has an invalid name
            { 'struct': 'Wheel', 'data': { 'q-x': 'int' } }                      | 'data' member 'q-x' has an invalid name
            { 'struct': 'Wheel', 'data': { 'x': ['int', 'str'] } }               | 'data' member 'x': array type must contain single type name
            { 'struct': 'Wheel', 'data': { 'x': true } }                         | 'data' member 'x' should be a type name or array
            { 'struct': 'Wheel', 'base': ['A'], 'data': {} }                     | 'base' should be a type name
            { 'enum': 'Drive', 'data': 'x' }                                     | 'data' must be an array
            { 'enum': 'Drive', 'data': [true] }                                  | 'data' member requires a string name
            { 'enum': 'Drive', 'data': ['aB'] }                                  | name of 'data' member 'aB' must not use uppercase or '_'
            { 'enum': 'Drive', 'prefix': true, 'data': [] }                      | 'prefix' must be a string
            { 'union': 'Car', 'base': {}, 'data': {} }                           | union misses key 'discriminator'
            { 'union': 'Car', 'base': 'B', 'discriminator': 'x', 'data': ['a'] } | 'data' must be an object
            { 'alternate': 'Ref', 'data': {} }                                   | 'data' must not be empty
            { 'command': 'Go' }                                                  | name of command must not use uppercase or '_'
            { 'command': 'go_now' }                                              | name of command must not use uppercase or '_'
            { 'command': 'go', 'boxed': true }                                   | 'boxed': true requires 'data'
            { 'command': 'go', 'gen': true }                                     | flag 'gen' may only use false value
            { 'command': 'go', 'allow-oob': false }                              | flag 'allow-oob' may only use true value
            { 'command': 'go', 'allow-oob': true, 'coroutine': true }            | flags 'allow-oob' and 'coroutine' are incompatible
            { 'event': 'gone' }                                                  | name of event must not use lowercase or '-'
            { 'event': 'GONE', 'if': 'x' }                                       | 'if' condition 'x' of event is not a valid identifier
            { 'event': 'GONE', 'if': ['X'] }                                     | 'if' condition of event must be a string or an object
            { 'event': 'GONE', 'if': { 'all': [] } }                             | 'if' condition [] of event is useless
            { 'event': 'GONE', 'if': { 'all': 'X' } }                            | 'all' condition of event must be an array
            { 'event': 'GONE', 'if': { 'not': 'X', 'any': ['Y'] } }              | 'if' condition of event has conflicting keys
            { 'event': 'GONE', 'features': 'x' }                                 | 'features' must be an array
            { 'event': 'GONE', 'features': [{ 'if': 'X' }] }                     | 'features' member misses key 'name'
            """)
    void aMalformedDefinitionIsRejected(String schema, String reason) {
        assertThat(refusal(schema)).contains("s.json:1: " + reason);
    }

    @Test
    void pragmasExemptNamesFromTheRules() {
        assertThat(refusal("""
                        { 'pragma': { 'command-name-exceptions': ['go_now'], 'member-name-exceptions': ['Wheel'] } }
                        { 'command': 'go_now' }
                        { 'struct': 'Wheel', 'data': { 'Big_Size': 'int' } }
                        """)).isEmpty();
    }

    @Test
    void aValueCanBeginWithADigit() {
        assertThat(refusal("{ 'enum': 'Speed', 'data': ['2_5', '10'] }"))
                .contains("name of 'data' member '2_5' must not use uppercase or '_'");
        assertThat(refusal("{ 'enum': 'Speed', 'data': ['2-5', '10'] }")).isEmpty();
    }

    @Test
    void eachVersionHasItsOwnErrorTextForMalformedTypes() {
        String schema = "{ 'command': 'go', 'data': ['int'] }";
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_7_2)).contains("'data' cannot be an array");
        assertThat(SchemaText.refusal(schema, Dialect.QEMU_10_0)).contains("'data' should be an object or type name");
    }
}

package org.qmp4j.schema.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaText;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.model.Schema;

class RemarksTest {
    private static final String SCHEMA = """
            ##
            # @inflate:
            #
            # Fills a tyre.
            #
            # @amount: how much,
            #     in bytes (since 2.12)
            #
            # Features:
            #
            # @fast: It is quick.
            #
            # Returns: nothing worth it
            #
            # Since: 1.5
            ##
            { 'command': 'inflate', 'data': { '*amount': 'size' }, 'features': ['fast'], 'returns': 'Tyre' }
            { 'struct': 'Tyre', 'data': {} }
            """;

    private static Remarks ofAmount(Schema schema) {
        return schema.object("q_obj_inflate-arg").members().get(0).attributes().remarks();
    }

    @Test
    void aDefinitionHasItsTextItsVersionAndItsSections() {
        Remarks remarks = SchemaText.command(SchemaText.schema(SCHEMA), "inflate")
                .attributes()
                .remarks();
        assertThat(remarks.since()).contains("1.5");
        assertThat(remarks.text()).isEqualTo("Fills a tyre.");
        assertThat(remarks.sections())
                .containsExactly(
                        new Remarks.Section("Returns", "nothing worth it"), new Remarks.Section("Since", "1.5"));
    }

    @Test
    void anInlineMemberIsDocumentedAtItsCommand() {
        Remarks remarks = ofAmount(SchemaText.schema(SCHEMA));
        assertThat(remarks.since()).contains("2.12");
        assertThat(remarks.unit()).contains("bytes");
        assertThat(remarks.text()).contains("how much,");
    }

    @Test
    void theLenientDialectReadsTheSameDocumentation() {
        Schema schema = SchemaText.source(SCHEMA, Dialect.LENIENT).schema();
        assertThat(ofAmount(schema).since()).contains("2.12");
        assertThat(ofAmount(schema).unit()).contains("bytes");
        Remarks remarks = SchemaText.command(schema, "inflate").attributes().remarks();
        assertThat(remarks.since()).contains("1.5");
        assertThat(remarks.text()).isEqualTo("Fills a tyre.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            a size (since 2.12)                              | 2.12
            a size (Since: 4.1.2)                            | 4.1.2
            a size (since 1.2.0)                             | 1.2
            a size (since 2.0; default 5)                    | 2.0
            one (since 1.1), another (since 1.2). Since 1.0  | 1.0
            as Linux has it (since Linux 5.19)               | -
            A name; others are allowed since QEMU 2.7        | -
            since 2.10                                       | 2.10
            no longer needed, since 3 others do it           | -
            """)
    void theVersionOfAMemberIsFoundInItsText(String text, String since) {
        assertThat(VersionText.since(text)).isEqualTo(Optional.ofNullable(since));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            size     | how large it is, in bytes                     | bytes
            delay    | the delay (in milliseconds) before it begins  | milliseconds
            delay    | seconds until it begins                       | seconds
            count    | the number of dirty sectors                   | sectors
            speed    | the limit, bytes per second                   | bytes per second
            speed    | at most this many pages sent per second       | pages per second
            throttle | percentage of the time that it sleeps         | percent
            poll-ns  | how long it polls                             | nanoseconds
            delay_ms | how long it waits                             | milliseconds
            count    | the number of page requests                   | -
            columns  | how wide it is                                | -
            """)
    void theUnitOfANumberIsFoundInItsTextOrItsName(String name, String text, String unit) {
        assertThat(UnitText.of(name, text)).isEqualTo(Optional.ofNullable(unit));
    }
}

package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.TypedEvent;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Schema;

/** Generates events of each form that the schema language allows, compiles them, and reads them from JSON. */
class GeneratedEventsTest {
    private static final String TYPES = """
            { 'enum': 'Kind', 'data': ['a', 'b'] }
            { 'struct': 'Axle', 'data': { 'x': 'int' } }
            { 'union': 'Car', 'base': { 'kind': 'Kind', '*id': 'str' }, 'discriminator': 'kind', 'data': { 'a': 'Axle' } }
            { 'alternate': 'Ref', 'data': { 'name': 'str', 'definition': 'Axle' } }
            """;

    @TempDir
    Path folder;

    private Schema schema(String event) throws Exception {
        Path file = Files.writeString(folder.resolve("events.json"), TYPES + event.replace('`', '\''));
        return QapiSource.read(file, Dialect.LENIENT).schema();
    }

    private TypedEvent event(Schema schema, String className, @Nullable String data) throws Exception {
        GeneratorOptions options = new GeneratorOptions("ev", Peer.QEMU, true);
        assertThat(Compilation.warnings(Generator.generate(schema, options), folder))
                .isEmpty();
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            Method of = loader.loadClass("ev.event." + className).getMethod("of", RawEvent.class);
            JsonText text = data == null ? null : JsonText.of(data);
            TypedEvent event = (TypedEvent) of.invoke(null, new RawEvent("EVENT", null, text, JsonText.of("{}")));
            // Loads the classes for printing and comparing while the class loader is open.
            assertThat(of.invoke(null, new RawEvent("EVENT", null, text, JsonText.of("{}"))))
                    .isEqualTo(event)
                    .hasSameHashCodeAs(event);
            assertThat(event.toString()).startsWith("CAR_CHANGED");
            return event;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true} | {`x`:1,`kind`:`a`} | {`kind`:`a`,`x`:1}",
                "{'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true} | {`kind`:`b`,`id`:`1`} | {`kind`:`b`,`id`:`1`}",
                "{'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true} | {`kind`:`new`,`y`:[]} | {`kind`:`new`,`y`:[]}",
                "{'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true} | {} | {}",
                "{'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true} | | {}",
                "{'event': 'CAR_CHANGED', 'data': 'Axle', 'boxed': true} | {`x`:1,`y`:2} | {`x`:1}",
                "{'event': 'CAR_CHANGED', 'data': 'Axle'} | {`x`:1} | {`x`:1}",
                "{'event': 'CAR_CHANGED', 'data': {'ref': 'Ref'}} | {`ref`:`n`} | {`ref`:`n`}",
                "{'event': 'CAR_CHANGED', 'data': {'ref': 'Ref'}} | {`ref`:{`x`:1}} | {`ref`:{`x`:1}}",
                "{'event': 'CAR_CHANGED', 'data': {'car': 'Car'}} | {`car`:{`x`:1,`kind`:`a`}} | {`car`:{`kind`:`a`,`x`:1}}",
                "{'event': 'CAR_CHANGED'} | | {}",
            })
    void anEventIsReadAndPrinted(String event, @Nullable String data, String printed) throws Exception {
        String json = data == null ? null : data.replace('`', '"');
        assertThat(QmpJson.toText(event(schema(event), "CarChangedEvent", json)::write))
                .isEqualTo(printed.replace('`', '"'));
    }

    @Test
    void theDataOfAUnionEventIsTheBranchThatItsTagSelects() throws Exception {
        Schema schema = schema("{ 'event': 'CAR_CHANGED', 'data': 'Car', 'boxed': true }");
        TypedEvent event = event(schema, "CarChangedEvent", "{\"x\":7,\"kind\":\"a\"}");
        Object car = event.getClass().getMethod("data").invoke(event);
        assertThat(car.getClass().getName()).isEqualTo("ev.type.Car$A");
        Object a = car.getClass().getMethod("data").invoke(car);
        assertThat(a.getClass().getMethod("x").invoke(a)).isEqualTo(7L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'event': 'CAR_CHANGED', 'data': 'Ref', 'boxed': true} | cannot take alternate type 'Ref'",
                "{'event': 'CAR_CHANGED', 'data': 'Car'} | can take union type 'Car' only with 'boxed': true",
            })
    void dataThatQemuRejectsIsRejected(String event, String message) {
        assertThatThrownBy(() -> schema(event))
                .isInstanceOf(SchemaException.class)
                .hasMessageContaining(message);
    }
}

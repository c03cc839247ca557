package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.OpenEnum;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.protocol.typed.TypedValue;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every generated class reads what its schema allows, in any order, and writes the same. */
@Tag("slow")
class RoundTripTest {
    private static final long SEED = 20261124;

    private record Api(String root, Schema schema) {
        Class<?> find(String part, String name) throws ClassNotFoundException {
            try {
                return Class.forName(root + "." + part + "." + name);
            } catch (ClassNotFoundException reserved) {
                return Class.forName(root + "." + part + "." + name + "_");
            }
        }
    }

    private static final Api QEMU = new Api("org.qmp4j.qemu", KnownSchemas.qemu());
    private static final Api AGENT = new Api("org.qmp4j.guestagent", KnownSchemas.guestAgent());

    @TestFactory
    Stream<DynamicTest> everyType() {
        return Stream.of(QEMU, AGENT)
                .flatMap(api -> api.schema().types().values().stream()
                        .filter(type -> !(type instanceof BuiltinType)
                                && !Predefined.all().contains(type))
                        .filter(type -> !(type instanceof ObjectType object && object.implicit()))
                        .map(type -> DynamicTest.dynamicTest(api.root() + " " + type.name(), () -> check(api, type))));
    }

    private static void check(Api api, Type type) throws Exception {
        Class<?> found = api.find("type", type.name());
        for (JsonNode value : new SchemaValues(api.schema(), SEED).of(type)) {
            if (type instanceof EnumType) {
                OpenEnum one = (OpenEnum) found.getMethod("of", String.class).invoke(null, value.stringValue());
                assertThat(one.wireName()).isEqualTo(value.stringValue());
                boolean isUnknown = value.stringValue().equals(SchemaValues.NOT_KNOWN);
                assertThat(found.getMethod("known").invoke(one).toString().equals("UNRECOGNIZED"))
                        .isEqualTo(isUnknown);
            } else {
                checkValue(found, value);
            }
        }
    }

    private static void checkValue(Class<?> type, JsonNode json) throws Exception {
        Method read = type.getMethod("read", TypedReader.class);
        Object value = read(read, json, false);
        assertThat(written(value)).isEqualTo(json);
        assertThat(value).isEqualTo(read(read, json, false)).hasSameHashCodeAs(read(read, json, false));
        checkFromJson(type, value, json);
        Optional<Method> toBuilder = Stream.of(type.getMethods())
                .filter(method -> method.getName().equals("toBuilder"))
                .findFirst();
        if (toBuilder.isPresent()) {
            Object builder = toBuilder.get().invoke(value);
            assertThat(builder.getClass().getMethod("build").invoke(builder)).isEqualTo(value);
        }
        if (json.isObject()) {
            ObjectNode more = ((ObjectNode) json.deepCopy()).put("x-from-a-later-qemu", 1);
            assertThat(written(read(read, more, true)))
                    .as("unknown members are kept")
                    .isEqualTo(more);
        }
    }

    private static void checkFromJson(Class<?> type, Object value, JsonNode json) throws Exception {
        String text = QmpJson.toText(json);
        assertThat(type.getMethod("fromJson", String.class).invoke(null, text)).isEqualTo(value);
        assertThat(type.getMethod("fromTree", JsonNode.class).invoke(null, json))
                .isEqualTo(value);
        assertThat(JsonText.of(((TypedValue) value).toJson()).tree()).isEqualTo(json);
    }

    private static Object read(Method read, JsonNode json, boolean keeping) throws Exception {
        try (JsonParser in = JsonText.of(QmpJson.toText(json)).parser()) {
            TypedReader reader = TypedReader.of(in);
            return read.invoke(null, keeping ? reader.keepingUnknownMembers() : reader);
        }
    }

    private static JsonNode written(Object value) {
        return ((TypedValue) value).toTree();
    }

    @TestFactory
    Stream<DynamicTest> theArgumentsOfEveryCommand() {
        return Stream.of(QEMU, AGENT)
                .flatMap(api -> api.schema().commands().values().stream()
                        .filter(command -> command.arguments().isPresent())
                        .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                            Class<?> found = TypedClasses.command(api.root(), command.name());
                            Method read = found.getMethod("readArguments", TypedReader.class);
                            ObjectType type =
                                    api.schema().object(command.arguments().get());
                            for (JsonNode json : new SchemaValues(api.schema(), SEED).of(type)) {
                                TypedCommand<?> value = (TypedCommand<?>) read(read, json, false);
                                assertThat(written(value)).isEqualTo(json);
                                assertThat(value).isEqualTo(read(read, json, false));
                                assertThat(value.hasArguments()).isEqualTo(!json.isEmpty());
                                checkFromJson(found, value, json);
                                assertThat(value.name()).isEqualTo(command.name());
                            }
                        })));
    }

    @TestFactory
    Stream<DynamicTest> theDataOfEveryEvent() {
        return QEMU.schema().events().values().stream()
                .map(event -> DynamicTest.dynamicTest(event.name(), () -> {
                    Method of = TypedClasses.event(event.name()).getMethod("of", RawEvent.class);
                    List<JsonNode> all = new ArrayList<>();
                    event.data()
                            .ifPresent(data -> all.addAll(new SchemaValues(QEMU.schema(), SEED)
                                    .of(QEMU.schema().object(data))));
                    all.add(JsonText.of("{}").tree());
                    for (JsonNode json : all) {
                        JsonText data = JsonText.of(QmpJson.toText(json));
                        Object value = of.invoke(null, new RawEvent(event.name(), null, data, data));
                        assertThat(written(value)).isEqualTo(json);
                    }
                }));
    }
}

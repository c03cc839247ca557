package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** If the wire log masks a value in a message, {@code toString()} of its class does not show it either. */
@Tag("slow")
class TypedSecretsTest {
    private static final long SEED = 20261130;
    private static final String CANARY = "CaNaRy";

    @TestFactory
    Stream<DynamicTest> qemu() {
        return tests("org.qmp4j.qemu", KnownSchemas.qemu());
    }

    @TestFactory
    Stream<DynamicTest> guestAgent() {
        return tests("org.qmp4j.guestagent", KnownSchemas.guestAgent());
    }

    private static Stream<DynamicTest> tests(String root, Schema schema) {
        return schema.commands().values().stream()
                .map(command -> DynamicTest.dynamicTest(command.name(), () -> {
                    checkArguments(root, schema, command);
                    checkReturn(root, schema, command);
                }));
    }

    private static void checkArguments(String root, Schema schema, Command command) throws Exception {
        if (command.arguments().isPresent()) {
            Class<?> type = TypedClasses.command(root, command.name());
            check(
                    schema,
                    schema.object(command.arguments().get()),
                    Secrets.inArguments(command.name()),
                    reader -> type.getMethod("readArguments", TypedReader.class).invoke(null, reader));
        }
    }

    private static void checkReturn(String root, Schema schema, Command command) throws Exception {
        Optional<TypeRef> element =
                command.returns().map(type -> type instanceof TypeRef.ListOf list ? list.element() : type);
        if (element.isPresent() && schema.types().get(element.get().toString()) instanceof ObjectType object) {
            Class<?> type = Class.forName(root + ".type." + object.name());
            check(
                    schema,
                    object,
                    Secrets.inAnswer(command.name()),
                    reader -> type.getMethod("read", TypedReader.class).invoke(null, reader));
        }
    }

    private interface Reading {
        Object read(TypedReader reader) throws Exception;
    }

    private static void check(Schema schema, ObjectType type, Secrets secrets, Reading reading) throws Exception {
        for (JsonNode json : new SchemaValues(schema, SEED).of(type)) {
            JsonNode withCanaries = copy(json, secrets, false);
            try (JsonParser in = JsonText.of(QmpJson.toText(withCanaries)).parser()) {
                assertThat(reading.read(TypedReader.of(in)).toString())
                        .as(withCanaries.toString())
                        .doesNotContain(CANARY);
            }
        }
    }

    /** The same value, with the canary in place of each string that is a secret or inside of one. */
    private static JsonNode copy(JsonNode value, Secrets secrets, boolean isSecret) {
        if (value.isObject()) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            value.properties()
                    .forEach(member -> copy.set(
                            member.getKey(),
                            copy(member.getValue(), secrets, isSecret || secrets.isSecret(member.getKey()))));
            return copy;
        }
        if (value.isArray()) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            value.forEach(element -> copy.add(copy(element, secrets, isSecret)));
            return copy;
        }
        return isSecret && value.isString() ? JsonNodeFactory.instance.stringNode(CANARY) : value;
    }
}

package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.schema.Introspected;
import org.qmp4j.it.schema.QemuTree;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.OpenEnum;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.QapiSource;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * The generated classes read and write everything that this QEMU can send and understand: the values are made from its
 * own introspection, not from the schemas that the classes were generated from.
 */
@Tag("newest-jdk")
@ExtendWith(NoLeaks.class)
class TypedTruthIT {
    private static final String RUN = System.getProperty("qmp4j.qemu.name", "");
    private static final long SEED = 20261130;

    private @Nullable SchemaValues values;
    private final Map<String, String> failures = new TreeMap<>();
    private final Set<String> unknown = new TreeSet<>();
    private int checked;

    @ParameterizedTest
    @ValueSource(strings = {Introspected.SYSTEM, Introspected.STORAGE_DAEMON})
    void everyValueOfTheSchemaOfThisQemuIsReadCompletely(String program) throws Exception {
        checkAll(Introspected.run(program), "org.qmp4j.qemu");
        if (KnownSchemas.versions().contains(RUN)) {
            assertThat(unknown).isEmpty();
        }
    }

    @Test
    void everyValueOfTheSchemaOfTheGuestAgentIsReadCompletely() throws Exception {
        QemuTree tree = QemuTree.all().get(0);
        checkAll(
                QapiSource.read(tree.root().resolve("qga/qapi-schema.json"), tree.dialect())
                        .schema(),
                "org.qmp4j.guestagent");
        assertThat(unknown).isEmpty();
    }

    private SchemaValues values() {
        return Objects.requireNonNull(values);
    }

    private void checkAll(Schema seen, String api) throws Exception {
        assumeTrue(!RUN.isEmpty(), "no QEMU to test with");
        values = SchemaValues.ofOneBuild(seen, SEED);
        List<TypedPlaces.Place> places = TypedPlaces.of(seen, api);
        for (TypedPlaces.Place place : places) {
            check(place);
        }
        for (Command command : seen.commands().values()) {
            checkResult(command, TypedClasses.command(api, command.name()));
        }
        assertThat(failures).isEmpty();
        assertThat(checked).as("values that were read").isGreaterThan(500);
    }

    private void check(TypedPlaces.Place place) throws Exception {
        if (place.type() instanceof EnumType type) {
            for (EnumType.Value value : type.values()) {
                OpenEnum one =
                        (OpenEnum) place.java().getMethod("of", String.class).invoke(null, value.name());
                if (place.java().getMethod("known").invoke(one).toString().equals("UNRECOGNIZED")) {
                    unknown.add(place.path() + " = " + value.name());
                }
            }
        }
        for (int i = 0; i < 2; i++) {
            for (JsonNode json : values().of(place.type())) {
                check(place, json);
            }
        }
    }

    private void check(TypedPlaces.Place place, JsonNode json) throws Exception {
        checked++;
        try {
            Object value = TypedPlaces.read(place.java(), json);
            expect(place.path(), json, Accessors.json(value));
            checkNothingThrows(place.path(), value);
            if (place.type() instanceof ObjectType) {
                for (Map.Entry<String, JsonNode> member : json.properties()) {
                    checkMember(place.path() + "." + member.getKey(), value, member);
                }
            } else if (value.getClass().getSimpleName().equals("UnknownValue")) {
                unknown.add(place.path() + " of another kind");
            }
        } catch (InvocationTargetException unreadable) {
            fail(place.path(), String.valueOf(unreadable.getCause()));
        }
    }

    // Members that this QEMU may omit are optional: no accessor promises more than QEMU does.
    private void checkNothingThrows(String path, Object value) throws Exception {
        for (Object holder : Accessors.holders(value)) {
            for (Method accessor : Accessors.all(holder.getClass())) {
                try {
                    accessor.invoke(holder);
                } catch (InvocationTargetException thrown) {
                    fail(path + " " + accessor.getName() + "()", String.valueOf(thrown.getCause()));
                }
            }
        }
    }

    private void checkMember(String path, Object value, Map.Entry<String, JsonNode> member) throws Exception {
        List<Object> holders = Accessors.holders(value);
        boolean visible = false;
        for (Object holder : holders) {
            Optional<Method> accessor = Accessors.find(holder.getClass(), member.getKey());
            if (accessor.isPresent()) {
                visible = true;
                try {
                    expect(
                            path + " by " + holder.getClass().getSimpleName(),
                            member.getValue(),
                            Accessors.json(accessor.get(), holder).orElse(null));
                } catch (IllegalStateException thrown) {
                    fail(path + " by " + holder.getClass().getSimpleName(), String.valueOf(thrown.getMessage()));
                }
            }
        }
        if (!visible) {
            unknown.add(path);
        }
    }

    private void checkResult(Command command, Class<?> java) throws Exception {
        if (command.returns().isEmpty()) {
            return;
        }
        Method read = java.getMethod("readReturn", TypedReader.class);
        TypedCommand<?> any = (TypedCommand<?>) command(java, command);
        for (SchemaValues.Members which : SchemaValues.Members.values()) {
            TypeRef type = command.returns().get();
            JsonNode json = values().any(type, which);
            checked++;
            try (JsonParser in = JsonText.of(QmpJson.toText(json)).parser()) {
                expect(
                        command.name() + " returns",
                        json,
                        Accessors.json(read.invoke(any, TypedReader.of(in).keepingUnknownMembers())));
            } catch (InvocationTargetException unreadable) {
                fail(command.name() + " returns", String.valueOf(unreadable.getCause()));
            }
        }
    }

    private Object command(Class<?> java, Command command) throws Exception {
        JsonNode arguments = command.arguments().isPresent()
                ? values().any(TypeRef.named(command.arguments().get()), SchemaValues.Members.MANDATORY)
                : JsonText.of("{}").tree();
        return TypedPlaces.read(java, arguments);
    }

    private void expect(String what, JsonNode sent, @Nullable JsonNode found) {
        if (!sent.equals(found)) {
            fail(what, "sent " + shortened(sent) + ", found " + (found == null ? "nothing" : shortened(found)));
        }
    }

    // One failure of each kind is enough.
    private void fail(String what, String why) {
        failures.putIfAbsent(what, why);
    }

    private static String shortened(JsonNode json) {
        String text = json.toString();
        return text.length() < 200 ? text : text.substring(0, 200) + "...";
    }
}

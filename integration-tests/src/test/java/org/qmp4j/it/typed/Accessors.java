package org.qmp4j.it.typed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.typed.Members;
import tools.jackson.databind.JsonNode;

/** The accessors of generated classes, by the names of QEMU's members. */
final class Accessors {
    private static final Set<String> OF_BRANCHES = Set.of("base", "data", "members");

    private static final Map<Class<?>, List<Method>> ALL = new ConcurrentHashMap<>();

    private Accessors() {}

    /** The accessor of a member; empty if the class has none. */
    static Optional<Method> find(Class<?> type, String member) {
        String camel = TypedClasses.camel(member);
        String name = camel.substring(0, 1).toLowerCase(Locale.ROOT) + camel.substring(1);
        // With an underscore if the plain name is another method: "base" of a union.
        return Stream.of(name + "_", name)
                .flatMap(each ->
                        all(type).stream().filter(method -> method.getName().equals(each)))
                .findFirst();
    }

    /** All methods of a class without parameters that return a part of a value. */
    static List<Method> all(Class<?> type) {
        return ALL.computeIfAbsent(
                type,
                each -> Arrays.stream(each.getMethods())
                        .filter(Accessors::isAccessor)
                        .toList());
    }

    // Not the components of a branch: "data" holds all its own members.
    private static boolean isAccessor(Method method) {
        return method.getParameterCount() == 0
                && !method.isBridge()
                && !Modifier.isStatic(method.getModifiers())
                && method.getDeclaringClass() != Object.class
                && !(method.getDeclaringClass().isRecord() && OF_BRANCHES.contains(method.getName()));
    }

    /** The objects that have the members of a value: itself, and the data if it is a branch. */
    static List<Object> holders(Object value) throws ReflectiveOperationException {
        List<Object> holders = new ArrayList<>(List.of(value));
        Optional<RecordComponent> data = data(value.getClass());
        if (data.isPresent()) {
            holders.addAll(holders(data.get().getAccessor().invoke(value)));
        }
        return holders;
    }

    /** The component of a branch that has its own members. */
    static Optional<RecordComponent> data(Class<?> branch) {
        return branch.isRecord()
                ? Arrays.stream(branch.getRecordComponents())
                        .filter(one -> one.getName().equals("data"))
                        .findFirst()
                : Optional.empty();
    }

    /** The value that an accessor returns, as JSON; empty if it returns none. */
    static Optional<JsonNode> json(Method accessor, Object holder) throws ReflectiveOperationException {
        try {
            Object value = accessor.invoke(holder);
            return value instanceof Optional<?> optional ? optional.map(Accessors::json) : Optional.of(json(value));
        } catch (InvocationTargetException failed) {
            throw new IllegalStateException("an accessor failed: " + failed.getCause(), failed.getCause());
        }
    }

    /** A value as JSON. */
    static JsonNode json(Object value) {
        return JsonText.of(QmpJson.toText(out -> Members.writeValue(out, Objects.requireNonNull(value))))
                .tree();
    }
}

package org.qmp4j.it.typed;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.OpenEnum;
import org.qmp4j.protocol.QmpJson;
import org.qmp4j.protocol.RawEvent;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.protocol.typed.TypedEvent;
import org.qmp4j.protocol.typed.TypedReader;
import org.qmp4j.protocol.typed.TypedValue;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * Finds the generated class for each type of a schema without type names: follows both from the commands and
 * events on, from member to member.
 */
final class TypedPlaces {
    /** A type of the schema, the class that stands for it, and one place where both are used. */
    record Place(Type type, Class<?> java, String path) {}

    private final Schema schema;
    private final SchemaValues values;
    private final Map<String, Place> found = new LinkedHashMap<>();
    private final Deque<Place> waiting = new ArrayDeque<>();

    /** All places that the commands and events of a schema lead to. */
    static List<Place> of(Schema schema, String api) throws Exception {
        TypedPlaces places = new TypedPlaces(schema);
        for (Command command : schema.commands().values()) {
            places.add(command, TypedClasses.command(api, command.name()));
        }
        for (Event event : schema.events().values()) {
            places.add(event);
        }
        while (!places.waiting.isEmpty()) {
            places.follow(places.waiting.remove());
        }
        return List.copyOf(places.found.values());
    }

    private TypedPlaces(Schema schema) {
        this.schema = schema;
        this.values = SchemaValues.ofOneBuild(schema, 1);
    }

    private void add(Command command, Class<?> java) throws ReflectiveOperationException {
        if (command.returns().isPresent()) {
            add(command.returns().get(), returned(java), command.name() + " returns");
        }
        if (command.arguments().isPresent()) {
            ObjectType type = schema.object(command.arguments().get());
            boolean isUnion = type.variants().isPresent();
            add(type, isUnion ? java.getMethod("arguments").getReturnType() : java, command.name());
        }
    }

    private void add(Event event) throws ClassNotFoundException {
        if (event.data().isPresent()) {
            add(schema.object(event.data().get()), TypedClasses.event(event.name()), event.name());
        }
    }

    private static java.lang.reflect.Type returned(Class<?> command) {
        return Stream.of(command.getGenericInterfaces())
                .filter(ParameterizedType.class::isInstance)
                .map(one -> ((ParameterizedType) one).getActualTypeArguments()[0])
                .findFirst()
                .orElseThrow();
    }

    private void add(TypeRef type, java.lang.reflect.Type java, String path) {
        if (type instanceof TypeRef.ListOf list) {
            add(list.element(), inner(java), path + "[]");
        } else {
            add(schema.type(type.toString()), (Class<?>) java, path);
        }
    }

    private void add(Type type, Class<?> java, String path) {
        Place place = new Place(type, java, path);
        // A class of another kind is not a place: comparing the read value with the sent one finds the error.
        if (isOfItsKind(type, java) && found.putIfAbsent(type.name() + " " + java.getName(), place) == null) {
            waiting.add(place);
        }
    }

    private static boolean isOfItsKind(Type type, Class<?> java) {
        return type instanceof EnumType
                ? OpenEnum.class.isAssignableFrom(java)
                : !(type instanceof BuiltinType) && TypedValue.class.isAssignableFrom(java);
    }

    private static java.lang.reflect.Type inner(java.lang.reflect.Type generic) {
        return ((ParameterizedType) generic).getActualTypeArguments()[0];
    }

    private void follow(Place place) throws Exception {
        if (place.type() instanceof AlternateType alternate) {
            for (AlternateType.Alternative one : alternate.alternatives()) {
                Object value = read(place.java(), values.any(one.type(), SchemaValues.Members.MANDATORY));
                for (RecordComponent component : value.getClass().getRecordComponents()) {
                    add(one.type(), component.getGenericType(), place.path());
                }
            }
        } else if (place.type() instanceof ObjectType object) {
            followMembers(object, place);
            for (ObjectType.Branch branch :
                    object.variants().map(ObjectType.Variants::branches).orElse(List.of())) {
                followBranch(object, branch, place);
            }
        }
    }

    private void followMembers(ObjectType object, Place place) {
        for (ObjectType.Member member : schema.allMembers(object)) {
            Optional<Method> accessor = Accessors.find(place.java(), member.name());
            if (accessor.isPresent()) {
                java.lang.reflect.Type returned = accessor.get().getGenericReturnType();
                boolean isOptional = accessor.get().getReturnType() == Optional.class;
                add(member.type(), isOptional ? inner(returned) : returned, place.path() + "." + member.name());
            }
        }
    }

    private void followBranch(ObjectType union, ObjectType.Branch branch, Place place) throws Exception {
        Object value = read(place.java(), values.any(union, branch.value(), SchemaValues.Members.MANDATORY));
        Optional<RecordComponent> data = Accessors.data(value.getClass());
        ObjectType type = schema.object(branch.type());
        String path = place.path() + "{" + branch.value() + "}";
        if (data.isPresent()) {
            add(type, data.get().getType(), path);
        } else {
            followMembers(type, new Place(type, place.java(), path));
        }
    }

    /** Reads a value of a generated type, arguments of a command or data of an event. */
    static Object read(Class<?> type, JsonNode json) throws Exception {
        JsonText text = JsonText.of(QmpJson.toText(json));
        if (TypedEvent.class.isAssignableFrom(type)) {
            return type.getMethod("of", RawEvent.class).invoke(null, new RawEvent("", null, text, text));
        }
        if (OpenEnum.class.isAssignableFrom(type)) {
            return type.getMethod("of", String.class).invoke(null, json.stringValue());
        }
        try (JsonParser in = text.parser()) {
            TypedReader reader = TypedReader.of(in).keepingUnknownMembers();
            return TypedCommand.class.isAssignableFrom(type)
                    ? TypedClasses.read(type, reader)
                    : type.getMethod("read", TypedReader.class).invoke(null, reader);
        }
    }
}

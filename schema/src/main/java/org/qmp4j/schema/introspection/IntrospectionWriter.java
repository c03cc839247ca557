package org.qmp4j.schema.introspection;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schema in the shape of introspection to its entries. Types get numbers for names, lists an entry of their own. */
public final class IntrospectionWriter {
    private final ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    private final Map<String, String> numbers = new LinkedHashMap<>();
    private final Set<TypeRef.ListOf> lists = new LinkedHashSet<>();
    private final Schema schema;

    /** For one schema, as {@link BuildSchema} or {@link IntrospectionReader} makes it. */
    public IntrospectionWriter(Schema schema) {
        this.schema = schema;
        // What takes or returns nothing names the object without members.
        numbers.put(Predefined.EMPTY.name(), "0");
        for (Definition definition : schema.definitions()) {
            if (definition instanceof Type && !(definition instanceof BuiltinType)) {
                numbers.putIfAbsent(definition.name(), String.valueOf(numbers.size()));
            }
        }
    }

    /** All entries. */
    public JsonNode write() {
        schema.definitions().forEach(this::add);
        if (!schema.types().containsKey(Predefined.EMPTY.name())) {
            add(Predefined.EMPTY);
        }
        for (TypeRef.ListOf list : List.copyOf(lists)) {
            entry(name(list), "array").put("element-type", name(list.element()));
        }
        return entries;
    }

    private ObjectNode entry(String name, String kind) {
        return entries.addObject().put("name", name).put("meta-type", kind);
    }

    private void add(Definition definition) {
        if (definition instanceof Command command) {
            add(command);
        } else if (definition instanceof Event event) {
            ObjectNode entry = entry(event.name(), "event").put("arg-type", argument(event.data()));
            mark(entry, event.attributes());
        } else if (definition instanceof BuiltinType builtin) {
            entry(builtin.name(), "builtin")
                    .put("json-type", builtin.json().name().toLowerCase(Locale.ROOT));
        } else if (definition instanceof EnumType values) {
            add(values);
        } else if (definition instanceof AlternateType alternate) {
            ObjectNode entry = entry(number(alternate.name()), "alternate");
            ArrayNode members = entry.putArray("members");
            alternate.alternatives().forEach(one -> members.addObject().put("type", name(one.type())));
            mark(entry, alternate.attributes());
        } else if (definition instanceof ObjectType object) {
            add(object);
        }
    }

    private void add(Command command) {
        ObjectNode entry = entry(command.name(), "command")
                .put("arg-type", argument(command.arguments()))
                .put("ret-type", command.returns().map(this::name).orElse("0"));
        if (command.flags().allowOob()) {
            entry.put("allow-oob", true);
        }
        mark(entry, command.attributes());
    }

    private void add(EnumType type) {
        ObjectNode entry = entry(number(type.name()), "enum");
        ArrayNode members = entry.putArray("members");
        for (EnumType.Value value : type.values()) {
            mark(members.addObject().put("name", value.name()), value.attributes());
        }
        ArrayNode values = entry.putArray("values");
        type.values().forEach(value -> values.add(value.name()));
        mark(entry, type.attributes());
    }

    private void add(ObjectType type) {
        ObjectNode entry = entry(number(type.name()), "object");
        ArrayNode members = entry.putArray("members");
        for (ObjectType.Member member : type.members()) {
            ObjectNode one = members.addObject().put("name", member.name()).put("type", name(member.type()));
            if (member.optional()) {
                one.putNull("default");
            }
            mark(one, member.attributes());
        }
        type.variants().ifPresent(variants -> {
            entry.put("tag", variants.tag());
            ArrayNode branches = entry.putArray("variants");
            variants.branches()
                    .forEach(branch ->
                            branches.addObject().put("case", branch.value()).put("type", number(branch.type())));
        });
        mark(entry, type.attributes());
    }

    private String argument(Optional<String> type) {
        return type.map(this::number).orElse("0");
    }

    private String name(TypeRef type) {
        if (type instanceof TypeRef.ListOf list) {
            // Of a list of lists both get an entry.
            lists.add(list);
            return "[" + name(list.element()) + "]";
        }
        return number(((TypeRef.Named) type).name());
    }

    /** Built-in types keep their names. */
    private String number(String type) {
        return numbers.getOrDefault(type, type);
    }

    private static void mark(ObjectNode entry, Attributes attributes) {
        if (!attributes.features().isEmpty()) {
            ArrayNode features = entry.putArray("features");
            attributes.features().forEach(feature -> features.add(feature.name()));
        }
    }
}

package org.qmp4j.schema.introspection;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;

/** The entries of introspection to a schema. Lists are entries of their own there; here they stand where they are used. */
public final class IntrospectionReader {
    /** Lists of lists of lists: no QEMU has any, and a list of itself has no end. */
    private static final int MAX_LISTS = 16;

    private final Map<String, String> elementsOfLists = new HashMap<>();
    private final Map<String, Boolean> isEmpty = new HashMap<>();

    /** For one schema. */
    public IntrospectionReader() {}

    /**
     * Reads all entries.
     *
     * @throws SchemaException if an entry is wrong
     */
    public Schema read(JsonNode entries) {
        if (!entries.isArray()) {
            throw new SchemaException(null, "introspection must be a list");
        }
        for (JsonNode json : entries) {
            Entry entry = new Entry(json);
            if (entry.kind().equals("array")) {
                elementsOfLists.put(entry.name(), entry.text("element-type"));
            } else if (entry.kind().equals("object")) {
                isEmpty.put(entry.name(), entry.list("members").isEmpty() && !entry.has("variants"));
            }
        }
        List<Definition> definitions = new ArrayList<>();
        for (JsonNode json : entries) {
            @Nullable Definition definition = definition(new Entry(json));
            if (definition != null) {
                definitions.add(definition);
            }
        }
        try {
            return new Schema(definitions);
        } catch (IllegalArgumentException wrong) {
            // Without the cause: its message has the peer's text as it came.
            throw new SchemaException(null, String.valueOf(wrong.getMessage()));
        }
    }

    private @Nullable Definition definition(Entry entry) {
        return switch (entry.kind()) {
            case "builtin" -> new BuiltinType(entry.name(), json(entry));
            case "enum" -> new EnumType(entry.name(), Optional.empty(), values(entry), entry.attributes());
            case "array" -> null;
            case "object" -> object(entry);
            case "alternate" -> new AlternateType(entry.name(), alternatives(entry), entry.attributes());
            case "command" -> command(entry);
            case "event" -> new Event(entry.name(), parameters(entry), false, entry.attributes());
            default -> throw entry.wrong("has the unknown meta-type '" + entry.kind() + "'");
        };
    }

    private static BuiltinType.Json json(Entry entry) {
        String type = entry.text("json-type");
        return switch (type) {
            case "string" -> BuiltinType.Json.STRING;
            case "number" -> BuiltinType.Json.NUMBER;
            case "int" -> BuiltinType.Json.INT;
            case "boolean" -> BuiltinType.Json.BOOLEAN;
            case "null" -> BuiltinType.Json.NULL;
            case "value" -> BuiltinType.Json.VALUE;
            default -> throw entry.wrong("has the unknown json-type '" + type + "'");
        };
    }

    // Since 7.0 'members' has them with their features; 'values' had the names alone, and is still sent.
    private static List<EnumType.Value> values(Entry entry) {
        return entry.has("members")
                ? entry.list("members").stream()
                        .map(value -> new EnumType.Value(value.name(), value.attributes()))
                        .toList()
                : entry.texts("values").stream()
                        .map(name -> new EnumType.Value(name, Attributes.NONE))
                        .toList();
    }

    private ObjectType object(Entry entry) {
        List<ObjectType.Member> members = new ArrayList<>();
        for (Entry member : entry.list("members")) {
            // A member with any default may be omitted.
            members.add(new ObjectType.Member(
                    member.name(), type(member, "type"), member.has("default"), member.attributes()));
        }
        Optional<ObjectType.Variants> variants = entry.has("variants")
                ? Optional.of(new ObjectType.Variants(
                        entry.text("tag"),
                        entry.list("variants").stream()
                                .map(branch -> new ObjectType.Branch(
                                        branch.text("case"), branch.text("type"), Attributes.NONE))
                                .toList()))
                : Optional.empty();
        return new ObjectType(entry.name(), false, Optional.empty(), members, variants, entry.attributes());
    }

    private List<AlternateType.Alternative> alternatives(Entry entry) {
        List<AlternateType.Alternative> alternatives = new ArrayList<>();
        for (Entry one : entry.list("members")) {
            TypeRef type = type(one, "type");
            // They have no names there: what they are in JSON serves.
            alternatives.add(new AlternateType.Alternative("value" + alternatives.size(), type, Attributes.NONE));
        }
        return alternatives;
    }

    private Command command(Entry entry) {
        Command.Flags flags = Command.Flags.DEFAULT.withAllowOob(entry.flag("allow-oob"));
        String returned = entry.text("ret-type");
        Optional<TypeRef> returns =
                isEmpty.getOrDefault(returned, false) ? Optional.empty() : Optional.of(type(entry, "ret-type"));
        return new Command(entry.name(), parameters(entry), returns, flags, entry.attributes());
    }

    private Optional<String> parameters(Entry entry) {
        String type = entry.text("arg-type");
        return isEmpty.getOrDefault(type, false) ? Optional.empty() : Optional.of(type);
    }

    private TypeRef type(Entry entry, String key) {
        String name = entry.text(key);
        int lists = 0;
        while (elementsOfLists.containsKey(name)) {
            name = elementsOfLists.get(name);
            if (++lists > MAX_LISTS) {
                throw entry.wrong("is a list of itself");
            }
        }
        TypeRef type = TypeRef.named(name);
        for (int i = 0; i < lists; i++) {
            type = new TypeRef.ListOf(type);
        }
        return type;
    }

    /** An entry, or a part of one, that is asked by key. */
    private record Entry(JsonNode json, String path) {
        Entry(JsonNode json) {
            this(json, "the entry '" + json.path("name").asString("") + "'");
        }

        SchemaException wrong(String what) {
            return new SchemaException(null, path + " " + what);
        }

        boolean has(String key) {
            return json.has(key);
        }

        String name() {
            return text("name");
        }

        String kind() {
            return text("meta-type");
        }

        String text(String key) {
            JsonNode value = json.path(key);
            if (!value.isString()) {
                throw wrong("has no string '" + key + "'");
            }
            return value.stringValue();
        }

        boolean flag(String key) {
            return json.path(key).isBoolean() && json.path(key).booleanValue();
        }

        List<Entry> list(String key) {
            List<Entry> list = new ArrayList<>();
            for (JsonNode element : array(key)) {
                list.add(new Entry(element, "in " + path + ", '" + key + "': an element"));
            }
            return list;
        }

        List<String> texts(String key) {
            List<String> texts = new ArrayList<>();
            for (JsonNode element : array(key)) {
                if (!element.isString()) {
                    throw wrong("has something else than strings in '" + key + "'");
                }
                texts.add(element.stringValue());
            }
            return texts;
        }

        private JsonNode array(String key) {
            JsonNode value = json.path(key);
            if (!value.isArray()) {
                throw wrong("has no list '" + key + "'");
            }
            return value;
        }

        Attributes attributes() {
            return has("features")
                    ? Attributes.NONE.withFeatures(
                            texts("features").stream().map(Feature::of).toList())
                    : Attributes.NONE;
        }
    }
}

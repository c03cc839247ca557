package org.qmp4j.schema.facts;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A schema to lines of facts. */
final class FactsWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Schema schema;
    private final StringBuilder lines = new StringBuilder();
    private String file = "";

    FactsWriter(Schema schema) {
        this.schema = schema;
    }

    String text() {
        schema.definitions().stream().filter(FactsWriter::isWritten).forEach(this::add);
        return lines.toString();
    }

    private static boolean isWritten(Definition definition) {
        boolean implicit = definition instanceof ObjectType object && object.implicit();
        return !implicit
                && !(definition instanceof BuiltinType)
                && !definition.equals(Predefined.QTYPE)
                && !definition.equals(Predefined.EMPTY);
    }

    private void add(Definition definition) {
        String from = definition.attributes().location().map(Location::file).orElse("");
        if (!from.equals(file)) {
            file = from;
            lines.append(NODES.objectNode().put("file", file)).append('\n');
        }
        lines.append(json(definition)).append('\n');
    }

    private ObjectNode json(Definition definition) {
        ObjectNode json = NODES.objectNode();
        if (definition instanceof EnumType type) {
            json.put("enum", type.name());
            type.prefix().ifPresent(prefix -> json.put("prefix", prefix));
            ArrayNode values = json.putArray("data");
            type.values().forEach(value -> values.add(orText(value.name(), "name", value.attributes())));
        } else if (definition instanceof ObjectType type) {
            object(json, type);
        } else if (definition instanceof AlternateType type) {
            ObjectNode data = json.put("alternate", type.name()).putObject("data");
            type.alternatives().forEach(one -> data.set(one.name(), member(one.type(), one.attributes())));
        } else if (definition instanceof Command command) {
            json.put("command", command.name());
            command.arguments().ifPresent(type -> json.set("data", inlineOrName(type)));
            command.returns().ifPresent(type -> json.set("returns", json(type)));
            flags(json, command.flags());
        } else if (definition instanceof Event event) {
            json.put("event", event.name());
            event.data().ifPresent(type -> json.set("data", inlineOrName(type)));
            putUnless(json, "boxed", event.boxed(), false);
        }
        addAttributes(json, definition.attributes());
        return json;
    }

    private void object(ObjectNode json, ObjectType type) {
        json.put(type.variants().isPresent() ? "union" : "struct", type.name());
        type.base().ifPresent(base -> json.set("base", inlineOrName(base)));
        if (type.variants().isEmpty()) {
            json.set("data", members(type));
            return;
        }
        if (!type.members().isEmpty()) {
            json.set("members", members(type));
        }
        ObjectNode branches =
                json.put("discriminator", type.variants().get().tag()).putObject("data");
        type.variants()
                .get()
                .branches()
                .forEach(branch -> branches.set(branch.value(), orText(branch.type(), "type", branch.attributes())));
    }

    private ObjectNode members(ObjectType type) {
        ObjectNode members = NODES.objectNode();
        type.members()
                .forEach(one ->
                        members.set((one.optional() ? "*" : "") + one.name(), member(one.type(), one.attributes())));
        return members;
    }

    private JsonNode inlineOrName(String type) {
        ObjectType object = schema.object(type);
        return object.implicit() ? members(object) : NODES.stringNode(type);
    }

    private static JsonNode member(TypeRef type, Attributes attributes) {
        ObjectNode details = NODES.objectNode();
        details.set("type", json(type));
        addAttributes(details, attributes);
        return details.size() == 1 ? json(type) : details;
    }

    private static JsonNode json(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? NODES.arrayNode().add(json(list.element()))
                : NODES.stringNode(type.toString());
    }

    private static JsonNode orText(String text, String key, Attributes attributes) {
        ObjectNode details = NODES.objectNode().put(key, text);
        addAttributes(details, attributes);
        return details.size() == 1 ? NODES.stringNode(text) : details;
    }

    private static void flags(ObjectNode json, Command.Flags flags) {
        putUnless(json, "boxed", flags.boxed(), false);
        putUnless(json, "gen", flags.gen(), true);
        putUnless(json, "success-response", flags.successResponse(), true);
        putUnless(json, "allow-oob", flags.allowOob(), false);
        putUnless(json, "allow-preconfig", flags.allowPreconfig(), false);
        putUnless(json, "coroutine", flags.coroutine(), false);
    }

    private static void putUnless(ObjectNode json, String key, boolean value, boolean usual) {
        if (value != usual) {
            json.put(key, value);
        }
    }

    private static void addAttributes(ObjectNode json, Attributes attributes) {
        attributes.condition().ifPresent(condition -> json.set("if", json(condition)));
        if (!attributes.features().isEmpty()) {
            ArrayNode features = json.putArray("features");
            attributes.features().forEach(feature -> features.add(json(feature)));
        }
        Remarks remarks = attributes.remarks();
        remarks.unit().ifPresent(unit -> json.put("unit", unit));
        remarks.since().ifPresent(version -> json.put("since", version));
        remarks.seen().ifPresent(version -> json.put("seen", version));
        remarks.removed().ifPresent(version -> json.put("removed", version));
    }

    private static JsonNode json(Feature feature) {
        Optional<ObjectNode> conditional = feature.condition().map(condition -> {
            ObjectNode details = NODES.objectNode().put("name", feature.name());
            details.set("if", json(condition));
            return details;
        });
        return conditional.isPresent() ? conditional.get() : NODES.stringNode(feature.name());
    }

    private static JsonNode json(Condition condition) {
        ObjectNode json = NODES.objectNode();
        if (condition instanceof Condition.Not not) {
            json.set("not", json(not.condition()));
        } else if (condition instanceof Condition.All all) {
            json.set("all", json(all.conditions()));
        } else if (condition instanceof Condition.Any any) {
            json.set("any", json(any.conditions()));
        } else if (condition instanceof Condition.Switch one) {
            return NODES.stringNode(one.name());
        }
        return json;
    }

    private static ArrayNode json(List<Condition> conditions) {
        ArrayNode list = NODES.arrayNode();
        conditions.forEach(one -> list.add(json(one)));
        return list;
    }
}

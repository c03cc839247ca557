package org.qmp4j.schema.facts;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.model.TypeRef;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON value of a facts file, and its line. Remembers which keys were read: any other key is a mistake. */
final class Fact {
    private static final JsonMapper MAPPER = JsonMapper.shared();

    private final JsonNode json;
    private final Location at;
    private final Set<String> read = new HashSet<>();

    private Fact(JsonNode json, Location at) {
        this.json = json;
        this.at = at;
    }

    static Fact parse(String line, Location at) {
        try {
            JsonNode json = MAPPER.readTree(line);
            if (!json.isObject() || json.isEmpty()) {
                throw new SchemaException(at, "a line of facts is a JSON object");
            }
            return new Fact(json, at);
        } catch (JacksonException wrong) {
            throw new SchemaException(at, "no JSON: " + wrong.getOriginalMessage(), wrong);
        }
    }

    SchemaException wrong(String reason) {
        return new SchemaException(at, reason);
    }

    void requireAllRead() {
        for (String key : json.propertyNames()) {
            if (!read.contains(key)) {
                throw wrong("the key '" + key + "' has no meaning here");
            }
        }
    }

    String firstKey() {
        return json.propertyNames().iterator().next();
    }

    boolean has(String key) {
        return json.has(key);
    }

    boolean isText(String key) {
        return json.path(key).isString();
    }

    String text(String key) {
        read.add(key);
        JsonNode value = json.path(key);
        if (!value.isString()) {
            throw wrong("'" + key + "' has to be a string");
        }
        return value.stringValue();
    }

    Optional<String> optionalText(String key) {
        return has(key) ? Optional.of(text(key)) : Optional.empty();
    }

    boolean flag(String key, boolean otherwise) {
        read.add(key);
        if (!has(key)) {
            return otherwise;
        }
        if (!json.get(key).isBoolean()) {
            throw wrong("'" + key + "' has to be true or false");
        }
        return json.get(key).booleanValue();
    }

    Optional<TypeRef> optionalType(String key) {
        read.add(key);
        return has(key) ? Optional.of(type(json.get(key))) : Optional.empty();
    }

    List<Fact> elements(String key) {
        read.add(key);
        if (!json.path(key).isArray()) {
            throw wrong("'" + key + "' has to be a list");
        }
        List<Fact> elements = new ArrayList<>();
        json.get(key).forEach(element -> elements.add(new Fact(element, at)));
        return elements;
    }

    Map<String, Fact> members(String key) {
        read.add(key);
        if (!json.path(key).isObject()) {
            throw wrong("'" + key + "' has to be an object");
        }
        Map<String, Fact> members = new LinkedHashMap<>();
        json.get(key).properties().forEach(member -> members.put(member.getKey(), new Fact(member.getValue(), at)));
        return members;
    }

    /** This value where it is a string, else its member. */
    String textOr(String key) {
        return json.isString() ? json.stringValue() : text(key);
    }

    /** The type that this value spells, or that its member spells. */
    TypeRef typeOr(String key) {
        if (!json.isObject()) {
            return type(json);
        }
        read.add(key);
        return type(json.path(key));
    }

    /** The attributes; every other key must have been read before. */
    Attributes attributes(Optional<Location> origin) {
        if (!json.isObject()) {
            return Attributes.NONE;
        }
        List<Feature> features = new ArrayList<>();
        if (has("features")) {
            elements("features").forEach(feature -> features.add(feature.feature()));
        }
        Remarks remarks = new Remarks(
                optionalText("since"),
                optionalText("seen"),
                optionalText("removed"),
                optionalText("unit"),
                "",
                List.of());
        Attributes attributes = new Attributes(features, optionalCondition(), remarks, origin);
        requireAllRead();
        return attributes;
    }

    private Feature feature() {
        Feature feature = new Feature(textOr("name"), json.isObject() ? optionalCondition() : Optional.empty());
        if (json.isObject()) {
            requireAllRead();
        }
        return feature;
    }

    private Optional<Condition> optionalCondition() {
        read.add("if");
        return has("if") ? Optional.of(condition(json.get("if"))) : Optional.empty();
    }

    // As deep as the parser lets it nest.
    private Condition condition(JsonNode spelled) {
        if (spelled.isString()) {
            return new Condition.Switch(spelled.stringValue());
        }
        if (spelled.isObject() && spelled.size() == 1) {
            String key = spelled.propertyNames().iterator().next();
            JsonNode inner = spelled.get(key);
            if (key.equals("not")) {
                return new Condition.Not(condition(inner));
            }
            if (inner.isArray() && (key.equals("all") || key.equals("any"))) {
                List<Condition> conditions = new ArrayList<>();
                inner.forEach(one -> conditions.add(condition(one)));
                return key.equals("all") ? new Condition.All(conditions) : new Condition.Any(conditions);
            }
        }
        throw wrong("'if' is a string or has one key: all, any or not");
    }

    private TypeRef type(JsonNode spelled) {
        if (spelled.isArray() && spelled.size() == 1) {
            return new TypeRef.ListOf(type(spelled.get(0)));
        }
        if (spelled.isString()) {
            return TypeRef.named(spelled.stringValue());
        }
        throw wrong("a type is a name, or a name in brackets for a list, not " + spelled);
    }
}

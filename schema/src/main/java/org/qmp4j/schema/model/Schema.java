package org.qmp4j.schema.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema in which every name is resolved. Immutable; two are equal when they define the same in the same order. */
public final class Schema {
    private final List<Definition> definitions;
    private final Map<String, Type> types = new LinkedHashMap<>();
    private final Map<String, Command> commands = new LinkedHashMap<>();
    private final Map<String, Event> events = new LinkedHashMap<>();

    /**
     * A schema out of its definitions, built-in and implicit types included.
     *
     * @throws IllegalArgumentException if two types, two commands or two events have the same name, or if a name stands
     *     for no type, or for one of the wrong kind, or if an object contains itself
     */
    public Schema(Collection<? extends Definition> definitions) {
        this.definitions = List.copyOf(definitions);
        for (Definition definition : this.definitions) {
            if (isRepeated(definition)) {
                throw new IllegalArgumentException("two definitions of '" + definition.name() + "'");
            }
        }
        this.definitions.forEach(this::requireReferences);
        Containment containment = new Containment(this);
        types.values().forEach(type -> requireEnd(type, containment));
    }

    private static void requireEnd(Type type, Containment containment) {
        if (type instanceof ObjectType object) {
            requireOf(object, () -> containment.require(object));
        }
    }

    private void requireReferences(Definition definition) {
        requireOf(definition, () -> {
            if (definition instanceof ObjectType object) {
                object.base().ifPresent(this::object);
                object.members().forEach(member -> type(member.type().typeName()));
                object.branches().forEach(branch -> object(branch.type()));
            } else if (definition instanceof AlternateType alternate) {
                alternate.typeNames().forEach(this::type);
            } else if (definition instanceof Command command) {
                command.arguments().ifPresent(this::object);
                command.returns().map(TypeRef::typeName).ifPresent(this::type);
            } else if (definition instanceof Event event) {
                event.data().ifPresent(this::object);
            }
        });
    }

    private static void requireOf(Definition definition, Runnable requirement) {
        try {
            requirement.run();
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("in '" + definition.name() + "': " + wrong.getMessage(), wrong);
        }
    }

    private boolean isRepeated(Definition definition) {
        if (definition instanceof Type type) {
            return types.putIfAbsent(type.name(), type) != null;
        }
        if (definition instanceof Command command) {
            return commands.putIfAbsent(command.name(), command) != null;
        }
        return definition instanceof Event event && events.putIfAbsent(event.name(), event) != null;
    }

    /** All definitions, in the order of the schema. */
    public List<Definition> definitions() {
        return definitions;
    }

    /** The types by name, in the order of the schema. */
    public Map<String, Type> types() {
        return Collections.unmodifiableMap(types);
    }

    /** The commands by name, in the order of the schema. */
    public Map<String, Command> commands() {
        return Collections.unmodifiableMap(commands);
    }

    /** The events by name, in the order of the schema. */
    public Map<String, Event> events() {
        return Collections.unmodifiableMap(events);
    }

    /**
     * The type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Type type(String name) {
        Type type = types.get(name);
        if (type == null) {
            throw new IllegalArgumentException("the schema has no type '" + name + "'");
        }
        return type;
    }

    /**
     * The object type of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ObjectType object(String name) {
        if (type(name) instanceof ObjectType object) {
            return object;
        }
        throw new IllegalArgumentException("'" + name + "' is no object type");
    }

    /** The members of an object type, those of its bases first. */
    public List<ObjectType.Member> allMembers(ObjectType object) {
        List<ObjectType.Member> members = new ArrayList<>();
        object.base().ifPresent(base -> members.addAll(allMembers(object(base))));
        members.addAll(object.members());
        return members;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schema that && definitions.equals(that.definitions);
    }

    @Override
    public int hashCode() {
        return definitions.hashCode();
    }

    @Override
    public String toString() {
        return types.size() + " types, " + commands.size() + " commands, " + events.size() + " events";
    }
}

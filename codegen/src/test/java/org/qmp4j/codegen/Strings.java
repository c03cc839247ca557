package org.qmp4j.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** Finds all strings that messages can contain, each with one path to it. */
final class Strings {
    private final Schema schema;
    private final List<Leaf> leaves = new ArrayList<>();

    private Strings(Schema schema) {
        this.schema = schema;
    }

    /**
     * A string.
     *
     * @param message {@code NAME >} for the arguments of a command, {@code NAME <} for its reply, {@code NAME !} for an event
     * @param path the names of the members from the message to the string
     * @param isFree whether the string is not a value of an enumeration
     */
    record Leaf(String message, List<String> path, boolean isFree) {
        /** The message that contains only this string, as text. */
        String masked(String text) {
            String json = "\"" + text + "\"";
            for (int i = path.size() - 1; i >= 0; i--) {
                json = "{\"" + path.get(i) + "\":" + json + "}";
            }
            String name = message.substring(0, message.length() - 2);
            return switch (message.charAt(message.length() - 1)) {
                case '>' ->
                    Secrets.inArguments(name)
                            .mask(JsonText.of("{\"execute\":\"" + name + "\",\"arguments\":" + json + "}"));
                case '<' -> Secrets.inAnswer(name).mask(JsonText.of(json));
                default ->
                    Secrets.inEvent(name).mask(JsonText.of("{\"event\":\"" + name + "\",\"data\":" + json + "}"));
            };
        }
    }

    /** All strings of a schema. The path of a reply begins with the member {@code return}. */
    static List<Leaf> of(Schema schema) {
        Strings strings = new Strings(schema);
        for (Command command : schema.commands().values()) {
            command.arguments().ifPresent(type -> strings.add(command.name() + " >", List.of(), TypeRef.named(type)));
            command.returns().ifPresent(type -> strings.add(command.name() + " <", List.of("return"), type));
        }
        for (Event event : schema.events().values()) {
            event.data().ifPresent(type -> strings.add(event.name() + " !", List.of(), TypeRef.named(type)));
        }
        return strings.leaves;
    }

    private void add(String message, List<String> path, TypeRef type) {
        add(message, path, type, new HashSet<>());
    }

    private void add(String message, List<String> path, TypeRef reference, Set<String> seen) {
        Type type = schema.type(reference.typeName());
        if (type instanceof BuiltinType builtin) {
            if (builtin.json() == BuiltinType.Json.STRING || builtin.json() == BuiltinType.Json.VALUE) {
                leaves.add(new Leaf(message, path, true));
            }
        } else if (type instanceof EnumType) {
            leaves.add(new Leaf(message, path, false));
        } else if (type instanceof AlternateType alternate) {
            alternate.alternatives().forEach(one -> add(message, path, one.type(), seen));
        } else if (type instanceof ObjectType object && seen.add(object.name())) {
            for (ObjectType.Member member : schema.allMembers(object)) {
                List<String> longer = new ArrayList<>(path);
                longer.add(member.name());
                add(message, longer, member.type(), seen);
            }
            object.branches().forEach(branch -> add(message, path, TypeRef.named(branch.type()), seen));
        }
    }
}

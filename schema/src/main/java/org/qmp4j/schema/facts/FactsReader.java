package org.qmp4j.schema.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;

/** Lines of facts to a schema. */
final class FactsReader {
    private final List<Definition> definitions = new ArrayList<>(Predefined.all());
    private Optional<Location> origin = Optional.empty();

    /** Reads one line. */
    void addLine(String line, Location at) {
        Fact fact = Fact.parse(line, at);
        if (fact.has("file")) {
            origin = Optional.of(fact.text("file"))
                    .filter(file -> !file.isEmpty())
                    .map(file -> new Location(file, 0, 0, Optional.empty()));
        } else {
            definitions.add(definition(fact));
        }
        fact.requireAllRead();
    }

    /** All that was read. */
    Schema schema(String name) {
        try {
            return new Schema(definitions);
        } catch (IllegalArgumentException wrong) {
            throw new SchemaException(null, name + ": " + wrong.getMessage(), wrong);
        }
    }

    private Definition definition(Fact fact) {
        String kind = fact.firstKey();
        return switch (kind) {
            case "enum" -> enumeration(fact);
            case "struct" -> struct(fact);
            case "union" -> union(fact);
            case "alternate" -> alternate(fact);
            case "command" -> command(fact);
            case "event" ->
                new Event(
                        fact.text("event"),
                        parameters(fact, fact.text("event")),
                        fact.flag("boxed", false),
                        attributes(fact));
            default ->
                throw fact.wrong("a line begins with file, enum, struct, union, alternate, command or event, not '"
                        + kind + "'");
        };
    }

    private EnumType enumeration(Fact fact) {
        List<EnumType.Value> values = fact.elements("data").stream()
                .map(value -> new EnumType.Value(value.textOr("name"), value.attributes(Optional.empty())))
                .toList();
        return new EnumType(fact.text("enum"), fact.optionalText("prefix"), values, attributes(fact));
    }

    private ObjectType struct(Fact fact) {
        return new ObjectType(
                fact.text("struct"),
                false,
                fact.optionalText("base"),
                members(fact, "data"),
                Optional.empty(),
                attributes(fact));
    }

    private ObjectType union(Fact fact) {
        String name = fact.text("union");
        Optional<String> base = fact.has("base") && !fact.isText("base")
                ? Optional.of(implicit(ObjectType.implicitBase(name), members(fact, "base")))
                : fact.optionalText("base");
        List<ObjectType.Branch> branches = new ArrayList<>();
        for (Map.Entry<String, Fact> branch : fact.members("data").entrySet()) {
            Fact details = branch.getValue();
            branches.add(new ObjectType.Branch(
                    branch.getKey(), details.textOr("type"), details.attributes(Optional.empty())));
        }
        List<Member> members = fact.has("members") ? members(fact, "members") : List.of();
        ObjectType.Variants variants = new ObjectType.Variants(fact.text("discriminator"), branches);
        return new ObjectType(name, false, base, members, Optional.of(variants), attributes(fact));
    }

    private AlternateType alternate(Fact fact) {
        List<AlternateType.Alternative> alternatives = new ArrayList<>();
        for (Map.Entry<String, Fact> one : fact.members("data").entrySet()) {
            Fact details = one.getValue();
            alternatives.add(new AlternateType.Alternative(
                    one.getKey(), details.typeOr("type"), details.attributes(Optional.empty())));
        }
        return new AlternateType(fact.text("alternate"), alternatives, attributes(fact));
    }

    private Command command(Fact fact) {
        String name = fact.text("command");
        Command.Flags flags = new Command.Flags(
                fact.flag("boxed", false),
                fact.flag("gen", true),
                fact.flag("success-response", true),
                fact.flag("allow-oob", false),
                fact.flag("allow-preconfig", false),
                fact.flag("coroutine", false));
        return new Command(name, parameters(fact, name), fact.optionalType("returns"), flags, attributes(fact));
    }

    private Optional<String> parameters(Fact fact, String owner) {
        if (!fact.has("data")) {
            return Optional.empty();
        }
        return fact.isText("data")
                ? fact.optionalText("data")
                : Optional.of(implicit(ObjectType.implicitArguments(owner), members(fact, "data")));
    }

    private String implicit(String name, List<Member> members) {
        definitions.add(new ObjectType(
                name, true, Optional.empty(), members, Optional.empty(), Attributes.NONE.withLocation(origin)));
        return name;
    }

    private static List<Member> members(Fact fact, String key) {
        List<Member> members = new ArrayList<>();
        for (Map.Entry<String, Fact> entry : fact.members(key).entrySet()) {
            String name = entry.getKey();
            boolean optional = name.startsWith("*");
            Fact details = entry.getValue();
            members.add(new Member(
                    optional ? name.substring(1) : name,
                    details.typeOr("type"),
                    optional,
                    details.attributes(Optional.empty())));
        }
        return members;
    }

    private Attributes attributes(Fact fact) {
        return fact.attributes(origin);
    }
}

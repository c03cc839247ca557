package org.qmp4j.schema.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** A manual to a schema. */
public final class ManualReader {
    private static final Pattern MEMBER =
            Pattern.compile("^<strong>(.*?)</strong> \\(<span>(.*?)</span>\\)(?: –|</p>)", Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("^<strong>(.*?)</strong>");
    private static final Pattern BASE = Pattern.compile("^The members of (\\S+)\\.");
    private static final Pattern BRANCH = Pattern.compile("^When (\\S+) is (\\S+): The members of (\\S+)\\.");
    private static final Pattern RETURN = Pattern.compile("^<p><span>(.*?)</span>(?: –|</p>)", Pattern.DOTALL);

    private final String manual;
    private final List<Definition> definitions = new ArrayList<>(Predefined.all());

    /** For one manual. */
    public ManualReader(String manual) {
        this.manual = manual;
    }

    /**
     * Everything that the manual describes.
     *
     * @throws IllegalArgumentException if it describes nothing, or names a type that it does not describe
     */
    public Schema schema() {
        List<Entry> entries = Entry.all(manual);
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("this is no manual of QEMU 10.1 or newer: it describes no type");
        }
        entries.forEach(entry -> definitions.add(definition(entry)));
        return new Schema(definitions);
    }

    private Definition definition(Entry entry) {
        return switch (entry.kind()) {
            case "enum" -> new EnumType(entry.name(), Optional.empty(), values(entry), entry.attributes());
            case "alternate" -> new AlternateType(entry.name(), alternatives(entry), entry.attributes());
            case "event" -> new Event(entry.name(), parameters(entry, "Members"), false, entry.attributes());
            case "command" ->
                new Command(
                        entry.name(),
                        parameters(entry, "Arguments"),
                        returned(entry),
                        Command.Flags.DEFAULT,
                        entry.attributes());
            default -> object(entry, "Members", entry.name(), false);
        };
    }

    private static List<EnumType.Value> values(Entry entry) {
        List<EnumType.Value> values = new ArrayList<>();
        for (String item : entry.items("Values")) {
            Matcher value = VALUE.matcher(item);
            if (value.find()) {
                values.add(new EnumType.Value(Html.text(value.group(1)), Entry.attributes(item)));
            }
        }
        return values;
    }

    private static List<AlternateType.Alternative> alternatives(Entry entry) {
        return members(entry, "Alternatives").stream()
                .map(one -> new AlternateType.Alternative(one.name(), one.type(), one.attributes()))
                .toList();
    }

    private static List<ObjectType.Member> members(Entry entry, String section) {
        List<ObjectType.Member> members = new ArrayList<>();
        for (String item : entry.items(section)) {
            Matcher member = MEMBER.matcher(item);
            if (member.find()) {
                String type = Html.text(member.group(2));
                boolean optional = type.endsWith(", optional");
                members.add(new ObjectType.Member(
                        Html.text(member.group(1)),
                        type(type.replace(", optional", "")),
                        optional,
                        Entry.attributes(item)));
            }
        }
        return members;
    }

    private static ObjectType object(Entry entry, String section, String name, boolean implicit) {
        Optional<String> base = Optional.empty();
        String tag = "";
        List<ObjectType.Branch> branches = new ArrayList<>();
        for (String item : entry.items(section)) {
            String text = Html.text(item);
            Matcher members = BASE.matcher(text);
            Matcher branch = BRANCH.matcher(text);
            if (members.find()) {
                base = Optional.of(members.group(1));
            } else if (branch.find()) {
                tag = branch.group(1);
                branches.add(new ObjectType.Branch(branch.group(2), branch.group(3), Attributes.NONE));
            }
        }
        return new ObjectType(
                name,
                implicit,
                base,
                members(entry, section),
                branches.isEmpty() ? Optional.empty() : Optional.of(new ObjectType.Variants(tag, branches)),
                implicit ? Attributes.NONE : entry.attributes());
    }

    // Parameters are listed, or are the members of one type.
    private Optional<String> parameters(Entry entry, String section) {
        ObjectType object = object(entry, section, ObjectType.implicitArguments(entry.name()), true);
        if (object.members().isEmpty()) {
            return object.base();
        }
        definitions.add(object);
        return Optional.of(object.name());
    }

    private static Optional<TypeRef> returned(Entry entry) {
        Matcher type =
                RETURN.matcher(entry.sections().getOrDefault("Return", "").strip());
        return type.find() ? Optional.of(type(Html.text(type.group(1)))) : Optional.empty();
    }

    private static TypeRef type(String text) {
        if (text.startsWith("[") && text.endsWith("]")) {
            return new TypeRef.ListOf(type(text.substring(1, text.length() - 1)));
        }
        return TypeRef.named(
                switch (text) {
                    case "string" -> "str";
                    case "boolean" -> "bool";
                    case "value" -> "any";
                    default -> text;
                });
    }
}

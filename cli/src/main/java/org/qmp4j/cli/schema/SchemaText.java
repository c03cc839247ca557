package org.qmp4j.cli.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/**
 * A description of a command, an event or a type for people:
 *
 * <pre>
 * command query-status, since 0.14, allowed before the machine is built
 *   no arguments
 *   returns StatusInfo:
 *     running   bool
 *     status    RunState
 * </pre>
 */
public final class SchemaText {
    private static final int WIDTH = 100;
    private static final String INDENT = "  ";

    private final Schema schema;
    private final StringBuilder text = new StringBuilder();

    private SchemaText(Schema schema) {
        this.schema = schema;
    }

    /** The names of all commands and events. */
    public static String overview(Schema schema) {
        SchemaText all = new SchemaText(schema);
        all.line("", schema.commands().size() + " commands:");
        all.names(INDENT, schema.commands().keySet(), "  ");
        all.line("", schema.events().size() + " events:");
        all.names(INDENT, schema.events().keySet(), "  ");
        return all.text.toString();
    }

    /** The descriptions of the command, event and type of this name; empty if there is none. */
    public static Optional<String> of(Schema schema, String name) {
        SchemaText one = new SchemaText(schema);
        Optional.ofNullable(schema.commands().get(name)).ifPresent(one::command);
        Optional.ofNullable(schema.events().get(name)).ifPresent(one::event);
        Optional.ofNullable(schema.types().get(name)).ifPresent(one::type);
        return Optional.of(one.text.toString()).filter(text -> !text.isEmpty());
    }

    private void command(Command command) {
        List<String> traits = Notes.of(command.attributes());
        if (command.flags().allowOob()) {
            traits.add("allowed out of band");
        }
        if (command.flags().allowPreconfig()) {
            traits.add("allowed before the machine is built");
        }
        if (!command.flags().successResponse()) {
            traits.add("no reply on success");
        }
        title("command", command.name(), traits);
        parameters(command.arguments(), "arguments");
        if (command.returns().isEmpty()) {
            line(INDENT, "returns nothing");
        } else {
            line(INDENT, "returns " + command.returns().get() + ":");
            new TypeDescriptions(schema)
                    .namedBy(command.returns().get())
                    .ifPresent(type -> details(type, INDENT + INDENT));
        }
        if (!command.flags().gen()) {
            line(INDENT, "more arguments depend on these, and are not in the schema");
        }
    }

    private void event(Event event) {
        title("event", event.name(), Notes.of(event.attributes()));
        parameters(event.data(), "data");
    }

    private void parameters(Optional<String> type, String what) {
        if (type.isEmpty()) {
            line(INDENT, "no " + what);
            return;
        }
        ObjectType object = schema.object(type.get());
        line(INDENT, what + (object.implicit() ? "" : " " + object.name()) + ":");
        details(object, INDENT + INDENT);
    }

    private void type(Type type) {
        String kind = type instanceof EnumType
                ? "enum"
                : type instanceof AlternateType ? "alternate" : type instanceof BuiltinType ? "built-in" : "object";
        title(kind, type.name(), Notes.of(type.attributes()));
        details(type, INDENT);
    }

    private void details(Type type, String indent) {
        if (type instanceof EnumType values) {
            names(indent, values.values().stream().map(Notes::value).toList(), " | ");
        } else if (type instanceof ObjectType object) {
            members(object, indent);
        } else if (type instanceof AlternateType alternate) {
            line(
                    indent,
                    String.join(
                            " or ",
                            alternate.alternatives().stream()
                                    .map(one -> one.type().toString())
                                    .toList()));
        } else if (type instanceof BuiltinType builtin) {
            line(indent, "JSON " + builtin.json().name().toLowerCase(Locale.ROOT));
        }
    }

    private void members(ObjectType object, String indent) {
        List<ObjectType.Member> members = schema.allMembers(object);
        Optional<ObjectType.Variants> variants = variantsOf(object);
        if (members.isEmpty() && variants.isEmpty()) {
            line(indent, "no members");
        }
        List<List<String>> rows = new ArrayList<>();
        members.forEach(member -> rows.add(List.of(
                member.optional() ? "[" + member.name() + "]" : member.name(),
                new TypeDescriptions(schema).describe(member.type()),
                String.join(", ", Notes.of(member.attributes())))));
        table(indent, rows);
        variants.ifPresent(those -> branches(those, indent));
    }

    private Optional<ObjectType.Variants> variantsOf(ObjectType object) {
        return object.variants().isPresent() || object.base().isEmpty()
                ? object.variants()
                : variantsOf(schema.object(object.base().get()));
    }

    private void branches(ObjectType.Variants variants, String indent) {
        line(indent, "and the members of the branch that '" + variants.tag() + "' selects:");
        List<List<String>> rows = new ArrayList<>();
        variants.branches().stream()
                .filter(branch -> hasMembers(schema.object(branch.type())))
                .forEach(branch -> rows.add(
                        List.of(branch.value(), branch.type(), String.join(", ", Notes.of(branch.attributes())))));
        table(indent + INDENT, rows);
    }

    private boolean hasMembers(ObjectType object) {
        return !schema.allMembers(object).isEmpty() || variantsOf(object).isPresent();
    }

    // ---- layout

    private void title(String kind, String name, List<String> notes) {
        if (text.length() > 0) {
            text.append('\n');
        }
        line("", kind + " " + name + (notes.isEmpty() ? "" : ", " + String.join(", ", notes)));
    }

    private void line(String indent, String content) {
        text.append(indent).append(content).append('\n');
    }

    private void table(String indent, List<List<String>> rows) {
        int first = rows.stream().mapToInt(row -> row.get(0).length()).max().orElse(0);
        int second = Math.min(
                40, rows.stream().mapToInt(row -> row.get(1).length()).max().orElse(0));
        String format = "%-" + Math.max(1, first) + "s  %-" + Math.max(1, second) + "s  %s";
        rows.forEach(row -> line(
                indent,
                String.format(format, row.get(0), row.get(1), row.get(2)).stripTrailing()));
    }

    private void names(String indent, Collection<String> names, String between) {
        StringBuilder row = new StringBuilder();
        for (String name : names) {
            if (row.length() > 0 && indent.length() + row.length() + between.length() + name.length() > WIDTH) {
                line(indent, row.toString());
                row.setLength(0);
            }
            row.append(row.length() == 0 ? "" : between).append(name);
        }
        line(indent, row.toString());
    }

    /** The names of all definitions, for suggestions. */
    public static List<String> namesIn(Schema schema) {
        return schema.definitions().stream().map(Definition::name).toList();
    }
}

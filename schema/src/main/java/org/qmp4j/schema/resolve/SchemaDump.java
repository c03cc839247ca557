package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.model.Command.Flags;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.source.DocComment;

/** Prints a schema as QEMU's {@code tests/qapi-schema/test-qapi.py} does, so that the two can be compared. */
final class SchemaDump {
    private final Dialect dialect;
    private final Declarations declarations;
    private final ModuleReader modules;
    private final StringBuilder text = new StringBuilder();

    SchemaDump(Dialect dialect, Declarations declarations, ModuleReader modules) {
        this.dialect = dialect;
        this.declarations = declarations;
        this.modules = modules;
    }

    String dump(List<DocComment> documentation) {
        for (Module module : modules.read()) {
            line("module " + module.name());
            module.declarations().forEach(this::declaration);
        }
        documentation.forEach(comment -> text.append(new CommentDump(dialect).dump(comment)));
        return text.toString();
    }

    private void declaration(Declaration declaration) {
        if (declaration instanceof Declaration.Include include) {
            line("include " + modules.nameOf(include));
        } else if (declaration instanceof Declaration.Enumeration enumeration) {
            enumeration(enumeration);
        } else if (declaration instanceof Declaration.Array array) {
            array(array);
        } else if (declaration instanceof Declaration.Structure structure) {
            object(structure);
        } else if (declaration instanceof Declaration.Alternate alternate) {
            line("alternate " + alternate.name());
            line("    tag type");
            alternate.alternatives().forEach(this::branch);
            attributes(alternate.head());
        } else if (declaration instanceof Declaration.Command command) {
            command(command);
        } else if (declaration instanceof Declaration.Event event) {
            line("event " + event.name() + " " + event.data().orElse("None"));
            line("    boxed=" + bool(event.boxed()));
            attributes(event.head());
        }
    }

    private void enumeration(Declaration.Enumeration enumeration) {
        line("enum " + enumeration.name());
        // Since 9.2 the prefix of QType is made from its name.
        boolean silent = enumeration.name().equals(Predefined.QTYPE.name()) && dialect != Dialect.QEMU_7_2;
        enumeration.prefix().filter(prefix -> !silent).ifPresent(prefix -> line("    prefix " + prefix));
        for (Part.Value value : enumeration.values()) {
            line("    member " + value.name());
            condition(value.condition(), 8);
            features(value.features(), 8);
        }
        attributes(enumeration.head());
    }

    private void array(Declaration.Array array) {
        if (array.head().origin().isPresent()) {
            line("array " + array.name() + " " + array.element());
            declarations
                    .type(array.element())
                    .ifPresent(element -> condition(element.head().condition(), 4));
        }
    }

    private void object(Declaration.Structure object) {
        line("object " + object.name());
        object.base().ifPresent(base -> line("    base " + base));
        for (Part.Field member : object.members()) {
            line("    member " + member.name() + ": " + Declarations.nameOf(member.type()) + " optional="
                    + bool(member.optional()));
            condition(member.condition(), 8);
            features(member.features(), 8);
        }
        object.choice().ifPresent(choice -> {
            line("    tag " + choice.tag());
            choice.branches().forEach(this::branch);
            new EmptyBranches(declarations).of(object).forEach(this::branch);
        });
        attributes(object.head());
    }

    private void branch(Part.Branch branch) {
        line("    case " + branch.name() + ": " + Declarations.nameOf(branch.type()));
        condition(branch.condition(), 8);
    }

    private void command(Declaration.Command command) {
        line("command " + command.name() + " " + command.arguments().orElse("None") + " -> "
                + command.returns().map(Declarations::nameOf).orElse("None"));
        Flags flags = command.flags();
        line("    gen=" + bool(flags.gen()) + " success_response=" + bool(flags.successResponse()) + " boxed="
                + bool(flags.boxed()) + " oob=" + bool(flags.allowOob()) + " preconfig="
                + bool(flags.allowPreconfig()) + (flags.coroutine() ? " coroutine=True" : ""));
        attributes(command.head());
    }

    private void attributes(Declaration.Head head) {
        condition(head.condition(), 4);
        features(head.features(), 4);
    }

    private void features(List<Part.Mark> features, int indent) {
        for (Part.Mark feature : features) {
            line(" ".repeat(indent) + "feature " + feature.name());
            condition(feature.condition(), indent + 4);
        }
    }

    private void condition(Optional<Condition> condition, int indent) {
        condition.ifPresent(one -> line(" ".repeat(indent) + "if " + ConditionDump.whole(one)));
    }

    private static String bool(boolean value) {
        return value ? "True" : "False";
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}

package org.qmp4j.schema.source;

import java.util.List;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;

/** Collects the pragmas of all files of a schema: each counts for all of them, and the last one of a kind counts. */
final class PragmaReader {
    private final Dialect dialect;
    private boolean docRequired;
    private List<String> commandNames = List.of();
    private List<String> commandReturns = List.of();
    private List<String> documentation = List.of();
    private List<String> memberNames = List.of();

    PragmaReader(Dialect dialect) {
        this.dialect = dialect;
    }

    Pragmas pragmas() {
        return new Pragmas(docRequired, commandNames, commandReturns, documentation, memberNames);
    }

    void read(Syntax.Members expression, Location at) {
        if (expression.map().size() != 1) {
            throw new SchemaException(at, "invalid 'pragma' directive");
        }
        if (!(expression.map().get("pragma") instanceof Syntax.Members pragmas)) {
            throw new SchemaException(at, "value of 'pragma' must be an object");
        }
        pragmas.map().forEach((name, value) -> read(name, value, at));
    }

    private void read(String name, Syntax value, Location at) {
        switch (name) {
            case "doc-required" -> docRequired = flag(value, at);
            case "command-name-exceptions" -> commandNames = names(name, value, at);
            case "command-returns-exceptions" -> commandReturns = names(name, value, at);
            case "member-name-exceptions" -> memberNames = names(name, value, at);
            case "documentation-exceptions" -> {
                if (dialect == Dialect.QEMU_7_2) {
                    throw unknown(name, at);
                }
                documentation = names(name, value, at);
            }
            default -> {
                if (dialect != Dialect.LENIENT) {
                    throw unknown(name, at);
                }
            }
        }
    }

    private static SchemaException unknown(String name, Location at) {
        return new SchemaException(at, "unknown pragma '" + name + "'");
    }

    private static boolean flag(Syntax value, Location at) {
        if (value instanceof Syntax.Flag flag) {
            return flag.value();
        }
        throw new SchemaException(at, "pragma 'doc-required' must be boolean");
    }

    private static List<String> names(String name, Syntax value, Location at) {
        if (value instanceof Syntax.Elements elements
                && elements.list().stream().allMatch(Syntax.Text.class::isInstance)) {
            return elements.list().stream()
                    .map(one -> ((Syntax.Text) one).value())
                    .toList();
        }
        throw new SchemaException(at, "pragma " + name + " must be a list of strings");
    }
}

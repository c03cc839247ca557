package org.qmp4j.schema.source;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;

/** Reads a schema file and all that it includes. */
public final class SchemaParser {
    /** A chain of includes longer than this is no schema. */
    private static final int MAX_INCLUDES = 100;

    private final Dialect dialect;
    private final PragmaReader pragmas;
    private final Set<Path> read = new HashSet<>();
    private final List<ParsedSchema.Expression> expressions = new ArrayList<>();
    private final List<DocComment> documentation = new ArrayList<>();

    private SchemaParser(Dialect dialect) {
        this.dialect = dialect;
        this.pragmas = new PragmaReader(dialect);
    }

    /**
     * Reads a file, for example {@code qapi/qapi-schema.json} of QEMU's tree.
     *
     * @throws SchemaException if a file cannot be read, or is not in the schema language or the dialect
     */
    public static ParsedSchema parse(Path file, Dialect dialect) {
        SchemaParser parser = new SchemaParser(dialect);
        String name = file.toString();
        try {
            parser.file(name, Optional.empty());
        } catch (IOException failed) {
            throw new SchemaException(null, "can't read schema file '" + name + "': " + reason(failed), failed);
        }
        return new ParsedSchema(name, parser.expressions, parser.documentation, parser.pragmas.pragmas());
    }

    private static String reason(IOException failed) {
        if (failed instanceof NoSuchFileException) {
            return "No such file or directory";
        }
        if (failed instanceof AccessDeniedException) {
            return "Permission denied";
        }
        return String.valueOf(failed.getMessage());
    }

    private static Path identity(String file) {
        return Path.of(file).toAbsolutePath().normalize();
    }

    private void file(String name, Optional<Location> includedFrom) throws IOException {
        read.add(identity(name));
        Lexer lexer = new Lexer(SourceText.read(name, includedFrom), name, includedFrom);
        CommentSyntax comments = CommentSyntax.of(dialect, lexer);
        Optional<DocComment> above = Optional.empty();
        lexer.next();
        while (lexer.token() != Lexer.END) {
            if (lexer.token() == '#') {
                refuseLonely(above);
                List<DocComment> some = comments.read();
                documentation.addAll(some);
                above = Optional.of(some.get(some.size() - 1));
            } else {
                expression(lexer, above);
                above = Optional.empty();
            }
        }
        refuseLonely(above);
    }

    private void expression(Lexer lexer, Optional<DocComment> above) {
        Location at = lexer.location();
        if (!(new SyntaxReader(lexer).read() instanceof Syntax.Members members)) {
            throw new SchemaException(at, "top-level expression must be an object");
        }
        if (members.map().containsKey("include")) {
            refuseLonely(above);
            include(members, at);
        } else if (members.map().containsKey("pragma")) {
            refuseLonely(above);
            pragmas.read(members, at);
        } else {
            definition(members, at, above);
        }
    }

    private void definition(Syntax.Members members, Location at, Optional<DocComment> above) {
        if (isStrict() && above.isPresent() && above.get().symbol().isEmpty()) {
            throw new SchemaException(above.get().at(), "definition documentation required");
        }
        expressions.add(new ParsedSchema.Expression(members, at, above));
    }

    private void refuseLonely(Optional<DocComment> comment) {
        if (isStrict() && comment.isPresent() && comment.get().symbol().isPresent()) {
            throw new SchemaException(
                    comment.get().at(),
                    "documentation for '" + comment.get().symbol().get() + "' is not followed by the definition");
        }
    }

    private boolean isStrict() {
        return dialect != Dialect.LENIENT;
    }

    private void include(Syntax.Members members, Location at) {
        if (members.map().size() != 1) {
            throw new SchemaException(at, "invalid 'include' directive");
        }
        if (!(members.map().get("include") instanceof Syntax.Text name)) {
            throw new SchemaException(at, "value of 'include' must be a string");
        }
        expressions.add(new ParsedSchema.Expression(members, at, Optional.empty()));
        String file = Path.of(at.file()).resolveSibling(name.value()).toString();
        int files = 0;
        for (Optional<Location> from = Optional.of(at);
                from.isPresent();
                from = from.get().includedFrom()) {
            if (++files > MAX_INCLUDES) {
                throw new SchemaException(at, "more than " + MAX_INCLUDES + " files include each other");
            }
            if (identity(file).equals(identity(from.get().file()))) {
                throw new SchemaException(at, "inclusion loop for " + name.value());
            }
        }
        if (read.contains(identity(file))) {
            return;
        }
        try {
            file(file, Optional.of(at));
        } catch (IOException failed) {
            throw new SchemaException(at, "can't read include file '" + file + "': " + reason(failed), failed);
        }
    }
}

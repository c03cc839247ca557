package org.qmp4j.schema.resolve;

import java.util.List;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.source.DocComment;
import org.qmp4j.schema.source.ParsedSchema;

/** A schema that has passed every check: what it defines, and where. */
public final class Resolution {
    private final Dialect dialect;
    private final Schema schema;
    private final Declarations declarations;
    private final ModuleReader modules;
    private final List<DocComment> documentation;

    private Resolution(Dialect dialect, String file, Declarations declarations, List<DocComment> documentation) {
        this.dialect = dialect;
        this.declarations = declarations;
        this.documentation = documentation;
        this.modules = new ModuleReader(file, declarations);
        this.schema = new SchemaBuilder(declarations).build();
    }

    /**
     * Resolves a schema.
     *
     * @throws SchemaException if a rule is broken; the first one by QEMU's order
     */
    public static Resolution of(ParsedSchema parsed, Dialect dialect) {
        Rules rules = new Rules(dialect, parsed.pragmas());
        ExpressionReader reader = new ExpressionReader(rules);
        List<Declaration> read = parsed.expressions().stream()
                .flatMap(expression -> reader.read(expression).stream())
                .toList();
        Declarations declarations = new Declarations();
        read.forEach(declarations::add);
        Documentation documentation = new Documentation(parsed.documentation(), rules);
        new Checks(declarations, rules, documentation).run();
        return new Resolution(dialect, parsed.file(), declarations, documentation.completed());
    }

    /** What the schema defines. */
    public Schema schema() {
        return schema;
    }

    /** All of it as text, in the form in which QEMU's own front end is tested. */
    public String dump() {
        return new SchemaDump(dialect, declarations, modules).dump(documentation);
    }
}

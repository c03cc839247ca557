package org.qmp4j.schema.source;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.Location;

/**
 * A schema file and all that it includes, as text: what they define is still to be found out.
 *
 * @param file the file that was asked for
 * @param expressions in the order of the text; those of an included file follow its {@code include}
 * @param documentation every documentation comment, in the order of the text, also those that belong to no definition
 * @param pragmas what all files together say
 */
public record ParsedSchema(String file, List<Expression> expressions, List<DocComment> documentation, Pragmas pragmas) {
    /** Copies the lists. */
    public ParsedSchema {
        expressions = List.copyOf(expressions);
        documentation = List.copyOf(documentation);
    }

    /**
     * One expression at the top level: a definition or an {@code include}; pragmas have been taken out.
     *
     * @param members for example {@code { 'enum': 'A', 'data': ['x'] }}
     * @param at where it begins
     * @param documentation the comment right above it
     */
    public record Expression(Syntax.Members members, Location at, Optional<DocComment> documentation) {}
}

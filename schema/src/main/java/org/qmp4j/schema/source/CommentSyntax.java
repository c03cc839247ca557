package org.qmp4j.schema.source;

import java.util.List;
import org.qmp4j.schema.Dialect;

/** How documentation comments are written. */
interface CommentSyntax {
    /**
     * Reads the comment that begins with the current token; afterwards the token after it is the current one.
     *
     * @return more than one only in the oldest dialect, where a heading begins a new one
     */
    List<DocComment> read();

    static CommentSyntax of(Dialect dialect, Lexer lexer) {
        return switch (dialect) {
            case QEMU_7_2 -> new IndentedComments(lexer);
            case QEMU_10_0, QEMU_10_2 -> new ParagraphComments(lexer, dialect);
            case LENIENT -> new AnyComments(lexer);
        };
    }
}

package org.qmp4j.schema.source;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.Dialect;

/** The lines of a documentation comment, without the marks in front of them. */
final class CommentLines {
    private static final Pattern LITERAL = Pattern.compile("(\\.\\. +qmp-example)? *::");
    private static final Pattern ADDRESS = Pattern.compile(" *(https?|ftp)://[^ ]*");
    private static final Pattern SENTENCE = Pattern.compile("(\\be\\.g\\.|^ *\\d\\.|([.!?])) [A-Z0-9(]");
    private static final int LONGEST = 70;

    private final Lexer lexer;
    private final boolean judgesStyle;
    private boolean literal;
    private int literalIndent;

    CommentLines(Lexer lexer, Dialect dialect) {
        this.lexer = lexer;
        this.judgesStyle = dialect == Dialect.QEMU_10_2;
    }

    static int indentOf(String line) {
        return line.length() - line.stripLeading().length();
    }

    void requireBegin() {
        if (!lexer.text().equals("##")) {
            throw lexer.refusal("junk after '##' at start of documentation comment");
        }
    }

    /** The next line; null at the end of the comment. */
    @Nullable
    String next() {
        lexer.nextWithComments();
        if (lexer.token() != '#') {
            throw lexer.refusal("documentation comment must end with '##'");
        }
        String raw = lexer.text();
        if (raw.startsWith("##")) {
            if (!raw.equals("##")) {
                throw lexer.refusal("junk after '##' at end of documentation comment");
            }
            literal = false;
            return null;
        }
        if (raw.equals("#")) {
            return "";
        }
        if (raw.charAt(1) != ' ') {
            throw lexer.refusal("missing space after #");
        }
        String line = raw.substring(2).stripTrailing();
        if (judgesStyle) {
            judge(line);
        }
        return line;
    }

    // What is quoted literally, such as an example, may look as it likes.
    private void judge(String line) {
        if (LITERAL.matcher(line).matches()) {
            literal = true;
            literalIndent = 0;
        } else if (literal && !line.isEmpty()) {
            int indent = indentOf(line);
            if (literalIndent == 0) {
                literalIndent = indent;
            } else if (indent < literalIndent) {
                literal = false;
            }
        }
        if (!literal) {
            judgeText(line);
        }
    }

    private void judgeText(String line) {
        int marks = "# ".length();
        if (line.codePointCount(0, line.length()) + marks > LONGEST
                && !ADDRESS.matcher(line).matches()) {
            throw lexer.refusal("documentation line longer than " + LONGEST + " characters");
        }
        for (Matcher matcher = SENTENCE.matcher(line); matcher.find(); ) {
            if (matcher.group(2) != null) {
                throw lexer.refusalWithin(
                        "Use two spaces between sentences\n"
                                + "If this not the end of a sentence, please report a bug.",
                        marks + matcher.start(2) + 1);
            }
        }
    }
}

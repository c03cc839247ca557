package org.qmp4j.schema.source;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.source.DocComment.Kind;

/** Comments as QEMU writes them since 9.0: a paragraph that is not indented begins a new section. */
final class ParagraphComments implements CommentSyntax {
    private static final Pattern NAMED = Pattern.compile("@([^:]*): *");
    private static final Pattern TAGGED = Pattern.compile("(Returns|Errors|Since|Notes?|Examples?|TODO)(?!::): *");

    private final Lexer lexer;
    private final CommentLines lines;
    private final boolean refusesHeadings;
    private CommentDraft draft;
    private @Nullable String line;
    private boolean closedToMembers;

    ParagraphComments(Lexer lexer, Dialect dialect) {
        this.lexer = lexer;
        this.lines = new CommentLines(lexer, dialect);
        this.refusesHeadings = dialect == Dialect.QEMU_10_0;
        this.draft = new CommentDraft(lexer.location(), Optional.empty());
    }

    @Override
    public List<DocComment> read() {
        lines.requireBegin();
        Location at = lexer.location();
        next();
        if (line != null && line.startsWith("@")) {
            draft = new CommentDraft(at, Optional.of(symbol(line)));
            closedToMembers = false;
            next();
            definition();
        } else {
            draft = new CommentDraft(at, Optional.empty());
            freeText();
        }
        lexer.next();
        draft.sections().forEach(ParagraphComments::finish);
        return List.of(draft.finished());
    }

    private static void finish(CommentDraft.SectionDraft section) {
        section.trim();
        boolean mayBeEmpty = section.kind == Kind.BODY || section.kind == Kind.PLAIN;
        if (!mayBeEmpty && section.text.isEmpty()) {
            String what = section.kind == Kind.TAGGED ? section.name : section.kind.name();
            String title = what.charAt(0) + what.substring(1).toLowerCase(Locale.ROOT);
            throw new SchemaException(section.begins(), "text required after '" + title + ":'");
        }
    }

    private void next() {
        line = lines.next();
    }

    private String symbol(String first) {
        if (!first.endsWith(":")) {
            throw lexer.refusal("line should end with ':'");
        }
        if (first.length() <= 2) {
            throw lexer.refusal("name required after '@'");
        }
        return first.substring(1, first.length() - 1);
    }

    private void freeText() {
        plain();
        boolean first = true;
        for (; line != null; next()) {
            Matcher named = NAMED.matcher(line);
            if (named.lookingAt()) {
                throw lexer.refusal("'@" + named.group(1) + ":' not allowed in free-form documentation");
            }
            if (refusesHeadings && !first && line.startsWith("=")) {
                throw lexer.refusal("'=' heading must come first in a comment block");
            }
            draft.last().line(line);
            first = false;
        }
    }

    private void definition() {
        skipBlank();
        while (line != null) {
            section(line);
            skipBlank();
        }
    }

    private void skipBlank() {
        while (line != null && line.isEmpty()) {
            next();
        }
    }

    private void section(String first) {
        Matcher named = NAMED.matcher(first);
        Matcher tagged = TAGGED.matcher(first);
        if (first.equals("Features:")) {
            features();
        } else if (named.lookingAt()) {
            if (closedToMembers) {
                throw lexer.refusal("description of '@" + named.group(1) + ":' follows a section");
            }
            descriptions(Kind.MEMBER);
        } else if (tagged.lookingAt()) {
            tagged(tagged.group(1), first.substring(tagged.end()));
        } else if (refusesHeadings && first.startsWith("=")) {
            throw lexer.refusal("unexpected '=' markup in definition documentation");
        } else {
            plain();
            paragraph();
            return;
        }
        closedToMembers = true;
    }

    private void features() {
        if (draft.has(Kind.FEATURE)) {
            throw lexer.refusal("duplicated 'Features:' line");
        }
        next();
        skipBlank();
        descriptions(Kind.FEATURE);
        if (!draft.has(Kind.FEATURE)) {
            throw lexer.refusal("feature descriptions expected");
        }
    }

    private void descriptions(Kind kind) {
        while (line != null) {
            Matcher named = NAMED.matcher(line);
            if (!named.lookingAt()) {
                return;
            }
            String name = named.group(1);
            if (name.isEmpty()) {
                throw new SchemaException(lexer.location(), "invalid parameter name");
            }
            if (draft.has(kind, name)) {
                throw new SchemaException(lexer.location(), "'" + name + "' parameter name duplicated");
            }
            begin(kind, name, line.substring(named.end()));
        }
    }

    private void tagged(String tag, String text) {
        if (tag.startsWith("Note")) {
            throw lexer.refusal("The '" + tag + "' section is no longer supported. Please use rST's '.. note::' or "
                    + "'.. admonition:: notes' directives, or another suitable admonition instead.");
        }
        if (tag.startsWith("Example")) {
            throw lexer.refusal("The '" + tag + "' section is no longer supported. Please use the "
                    + "'.. qmp-example::' directive, or other suitable markup instead.");
        }
        if (!tag.equals("TODO") && draft.has(Kind.TAGGED, tag)) {
            throw new SchemaException(lexer.location(), "duplicated '" + tag + "' section");
        }
        begin(Kind.TAGGED, tag, text);
    }

    private void begin(Kind kind, String name, String text) {
        draft.begin(kind, name, lexer.location());
        if (!text.isEmpty()) {
            draft.last().line(text);
        }
        indented();
    }

    private void plain() {
        CommentDraft.SectionDraft last = draft.last();
        if (last.kind != Kind.PLAIN && last.kind != Kind.BODY) {
            draft.begin(Kind.PLAIN, "", lexer.location());
            return;
        }
        if (last.text.isEmpty()) {
            last.beginsAt(lexer.location());
        }
        last.text.append('\n');
    }

    private void paragraph() {
        while (line != null && !line.isEmpty()) {
            draft.last().line(line);
            next();
        }
    }

    // What is indented belongs to the section above; it ends where the next one begins.
    private void indented() {
        for (next(); line != null && line.isEmpty(); next()) {
            draft.last().line("");
        }
        if (line == null || CommentLines.indentOf(line) == 0) {
            return;
        }
        int indent = CommentLines.indentOf(line);
        draft.last().line(line);
        boolean mayEnd = false;
        for (next(); line != null && !NAMED.matcher(line).lookingAt(); next()) {
            if (!line.isEmpty() && CommentLines.indentOf(line) < indent) {
                if (mayEnd) {
                    return;
                }
                throw lexer.refusal("unexpected de-indent (expected at least " + indent + " spaces)");
            }
            draft.last().line(line);
            mayEnd = true;
        }
    }
}

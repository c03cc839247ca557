package org.qmp4j.schema.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.source.DocComment.Kind;

/** Comments as QEMU 7.2 writes them: the text of a section is indented as far as its first line begins. */
final class IndentedComments implements CommentSyntax {
    private static final Set<String> TAGS =
            Set.of("Returns:", "Since:", "Note:", "Notes:", "Example:", "Examples:", "TODO:");
    private static final Pattern HEAD = Pattern.compile("\\S*:\\s*");
    private static final Pattern NAME = Pattern.compile("(@\\S+:)");

    private final Lexer lexer;
    private final List<DocComment> finished = new ArrayList<>();
    private Location at;
    private @Nullable String symbol;
    private CommentDraft draft;
    private Part part = Part.BODY;
    private int indent;

    IndentedComments(Lexer lexer) {
        this.lexer = lexer;
        this.at = lexer.location();
        this.draft = new CommentDraft(at, Optional.empty());
    }

    /** Which part of the comment the next line is in. */
    private enum Part {
        BODY,
        MEMBERS,
        FEATURES,
        OTHERS
    }

    @Override
    public List<DocComment> read() {
        if (!lexer.text().equals("##")) {
            throw lexer.refusal("junk after '##' at start of documentation comment");
        }
        at = lexer.location();
        finished.clear();
        restart(null);
        for (lexer.nextWithComments(); lexer.token() == '#'; lexer.nextWithComments()) {
            if (lexer.text().startsWith("##")) {
                if (!lexer.text().equals("##")) {
                    throw lexer.refusal("junk after '##' at end of documentation comment");
                }
                end();
                lexer.next();
                return List.copyOf(finished);
            }
            comment(lexer.text());
        }
        throw lexer.refusal("documentation comment must end with '##'");
    }

    private void restart(@Nullable String itsSymbol) {
        symbol = itsSymbol;
        draft = new CommentDraft(at, Optional.ofNullable(itsSymbol));
        part = Part.BODY;
        indent = 0;
    }

    private void end() {
        close();
        finished.add(draft.finished());
    }

    private void comment(String raw) {
        if (raw.startsWith("# =")) {
            if (symbol != null) {
                throw lexer.refusal("unexpected '=' markup in definition documentation");
            }
            if (!draft.last().text.isEmpty()) {
                end();
                restart(null);
            }
        }
        if (raw.equals("#")) {
            text("");
            return;
        }
        if (raw.charAt(1) != ' ') {
            throw lexer.refusal("missing space after #");
        }
        line(raw.substring(2));
    }

    private void line(String line) {
        String word = line.split(" ", 2)[0];
        boolean named = word.startsWith("@") && word.endsWith(":");
        switch (part) {
            case BODY -> body(line, word, named);
            case OTHERS -> others(line, word, named);
            case MEMBERS, FEATURES -> described(line, word, named);
        }
    }

    private void body(String line, String word, boolean named) {
        if (symbol == null && draft.last().text.isEmpty() && line.startsWith("@")) {
            if (!line.endsWith(":")) {
                throw lexer.refusal("line should end with ':'");
            }
            if (line.length() <= 2) {
                throw lexer.refusal("name required after '@'");
            }
            restart(line.substring(1, line.length() - 1));
        } else if (symbol == null) {
            text(line);
        } else if (named) {
            part = Part.MEMBERS;
            described(line, word, true);
        } else if (line.equals("Features:")) {
            part = Part.FEATURES;
        } else if (TAGS.contains(word)) {
            part = Part.OTHERS;
            others(line, word, false);
        } else {
            text(line);
        }
    }

    private void described(String line, String word, boolean named) {
        if (named) {
            description(part == Part.MEMBERS ? Kind.MEMBER : Kind.FEATURE, line, word.substring(1, word.length() - 1));
        } else if (TAGS.contains(word)) {
            part = Part.OTHERS;
            others(line, word, false);
        } else if (draft.last().text.toString().endsWith("\n\n")
                && !line.isEmpty()
                && !Character.isWhitespace(line.charAt(0))) {
            if (part == Part.MEMBERS && line.equals("Features:")) {
                part = Part.FEATURES;
            } else {
                begin(Kind.PLAIN, "");
                part = Part.OTHERS;
                others(line, word, false);
            }
        } else {
            text(line);
        }
    }

    private void description(Kind kind, String line, String name) {
        if (name.isEmpty()) {
            throw lexer.refusal("invalid parameter name");
        }
        if (draft.has(kind, name)) {
            throw lexer.refusal("'" + name + "' parameter name duplicated");
        }
        begin(kind, name);
        text(headless(line));
    }

    private void others(String line, String word, boolean named) {
        if (named) {
            throw lexer.refusal("'" + word + "' can't follow '" + firstOther() + "' section");
        }
        if (!TAGS.contains(word)) {
            text(line);
            return;
        }
        String tag = word.substring(0, word.length() - 1);
        if ((tag.equals("Returns") || tag.equals("Since")) && draft.has(Kind.TAGGED, tag)) {
            throw lexer.refusal("duplicated '" + tag + "' section");
        }
        begin(Kind.TAGGED, tag);
        text(headless(line));
    }

    private String firstOther() {
        return draft.sections().stream()
                .filter(section -> section.kind == Kind.TAGGED || section.kind == Kind.PLAIN)
                .map(section -> section.kind == Kind.PLAIN ? "None" : section.name)
                .findFirst()
                .orElse("None");
    }

    // What follows a section's name on its line says how far the lines below are indented.
    private String headless(String line) {
        Matcher head = HEAD.matcher(line);
        int end = head.lookingAt() ? head.end() : 0;
        indent = end == line.length() ? 0 : end;
        return " ".repeat(indent) + line.substring(end);
    }

    private void begin(Kind kind, String name) {
        close();
        draft.begin(kind, name, lexer.location());
        indent = 0;
    }

    private void close() {
        CommentDraft.SectionDraft section = draft.last();
        String text = section.text.toString().strip();
        if (text.isEmpty() && section.kind != Kind.BODY) {
            throw lexer.refusal("empty doc section '" + section.name + "'");
        }
        section.text.setLength(0);
        section.text.append(text);
    }

    private void text(String line) {
        Matcher name = NAME.matcher(line);
        if (name.lookingAt()) {
            throw lexer.refusal("'" + name.group(1) + "' not allowed in free-form documentation");
        }
        if (!line.isEmpty() && CommentLines.indentOf(line) < indent) {
            throw lexer.refusal("unexpected de-indent (expected at least " + indent + " spaces)");
        }
        draft.last().line((line.isEmpty() ? line : line.substring(indent)).stripTrailing());
    }
}

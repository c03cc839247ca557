package org.qmp4j.schema.source;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.source.DocComment.Kind;

/** Comments of any style: reads as much as it understands, and rejects only a comment without an end. */
final class AnyComments implements CommentSyntax {
    private static final Pattern NAMED = Pattern.compile("@([^:\\s]+):\\s*");
    private static final Pattern TAGGED = Pattern.compile("(Returns|Errors|Since|Notes?|Examples?|TODO)(?!::):\\s*");

    private final Lexer lexer;
    private CommentDraft draft;
    private Kind described = Kind.MEMBER;
    private boolean afterBlank;

    AnyComments(Lexer lexer) {
        this.lexer = lexer;
        this.draft = new CommentDraft(lexer.location(), Optional.empty());
    }

    @Override
    public List<DocComment> read() {
        Location at = lexer.location();
        draft = new CommentDraft(at, Optional.empty());
        described = Kind.MEMBER;
        afterBlank = false;
        boolean first = true;
        for (lexer.nextWithComments(); lexer.token() == '#'; lexer.nextWithComments()) {
            if (lexer.text().startsWith("##")) {
                lexer.next();
                draft.sections().forEach(CommentDraft.SectionDraft::trim);
                return List.of(draft.finished());
            }
            String line = lexer.text().substring(1).stripTrailing();
            line = line.startsWith(" ") ? line.substring(1) : line;
            Matcher symbol = NAMED.matcher(line);
            if (first && symbol.matches()) {
                draft = new CommentDraft(at, Optional.of(symbol.group(1)));
            } else {
                line(line);
            }
            first = false;
        }
        throw lexer.refusal("documentation comment must end with '##'");
    }

    private void line(String line) {
        Matcher named = NAMED.matcher(line);
        Matcher tagged = TAGGED.matcher(line);
        if (line.equals("Features:")) {
            described = Kind.FEATURE;
        } else if (named.lookingAt()) {
            begin(described, named.group(1), line.substring(named.end()));
        } else if (tagged.lookingAt()) {
            begin(Kind.TAGGED, tagged.group(1), line.substring(tagged.end()));
        } else {
            text(line);
        }
        afterBlank = line.isEmpty();
    }

    private void begin(Kind kind, String name, String text) {
        draft.begin(kind, name, lexer.location());
        draft.last().line(text);
    }

    private void text(String line) {
        boolean outside = afterBlank && !line.isEmpty() && !line.startsWith(" ");
        if (outside && draft.last().kind != Kind.BODY && draft.last().kind != Kind.PLAIN) {
            draft.begin(Kind.PLAIN, "", lexer.location());
        }
        boolean flowing = draft.last().kind != Kind.BODY && draft.last().kind != Kind.PLAIN;
        draft.last().line(flowing ? line.strip() : line);
    }
}

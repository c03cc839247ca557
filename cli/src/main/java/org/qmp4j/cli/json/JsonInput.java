package org.qmp4j.cli.json;

import java.io.InputStream;
import org.qmp4j.cli.program.UsageException;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.QmpJson;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Parses JSON that a person or a script has written. An object with a duplicate name is rejected. */
public final class JsonInput {
    private static final JsonFactory STRICT = QmpJson.FACTORY
            .rebuild()
            // Without this, Jackson does not detect invalid UTF-8. All input comes from one user, so the table of names
            // is no risk.
            .enable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonInput() {}

    /** Creates a parser that is positioned before the first token. Close it after use. */
    public static JsonParser parser(String text) {
        return STRICT.createParser(ObjectReadContext.empty(), text);
    }

    /** Like {@link #parser(String)}. The parser reads no more of the stream than necessary. */
    public static JsonParser parser(InputStream stream) {
        return STRICT.createParser(ObjectReadContext.empty(), stream);
    }

    /** Copies one value. The parser is positioned on the first token of the value. Numbers are copied as text. */
    public static void copyValue(JsonParser in, JsonGenerator out) {
        int open = 0;
        while (true) {
            JsonToken token = in.currentToken();
            if (token.isNumeric()) {
                out.writeNumber(in.getString());
            } else {
                out.copyCurrentEvent(in);
            }
            open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (open == 0) {
                return;
            }
            in.nextToken();
        }
    }

    /** Copies one value. Numbers are copied as text. */
    public static void copyValue(JsonText json, JsonGenerator out) {
        try (JsonParser in = json.parser()) {
            in.nextToken();
            copyValue(in, out);
        }
    }

    /** Returns one value as a separate text. The parser is positioned on the first token of the value. */
    public static JsonText capture(JsonParser in) {
        return JsonText.of(QmpJson.toText(out -> copyValue(in, out)));
    }

    /** Describes what is wrong with the input. The message contains nothing of the input except the name of a member. */
    public static UsageException explain(String what, JsonParser in, JacksonException wrong) {
        if (isDuplicate(wrong)) {
            return new UsageException("the member '" + in.currentName() + "' occurs twice in " + what, wrong);
        }
        TokenStreamLocation place = in.currentLocation();
        String where = "line " + place.getLineNr() + ", column " + place.getColumnNr();
        if (wrong instanceof StreamConstraintsException) {
            return new UsageException(what + " is nested too deeply or is too long, at " + where, wrong);
        }
        return new UsageException(what + " is not valid JSON, at " + where, wrong);
    }

    /** Whether the JSON is well-formed, but has a duplicate name or exceeds a limit. */
    public static boolean isDuplicateOrLimit(JacksonException wrong) {
        return wrong instanceof StreamConstraintsException || isDuplicate(wrong);
    }

    private static boolean isDuplicate(JacksonException wrong) {
        return wrong instanceof StreamReadException
                && wrong.getOriginalMessage().startsWith("Duplicate");
    }
}

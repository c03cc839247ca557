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

/** JSON that a person or a script wrote: no object may have the same name twice. */
public final class JsonInput {
    private static final JsonFactory STRICT = QmpJson.FACTORY
            .rebuild()
            // Jackson finds invalid UTF-8 only with this. The input is one user's, so the table of names is no risk.
            .enable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonInput() {}

    /** A parser before the first token; close it after use. */
    public static JsonParser parser(String text) {
        return STRICT.createParser(ObjectReadContext.empty(), text);
    }

    /** As {@link #parser(String)}; reads no further than it must. */
    public static JsonParser parser(InputStream stream) {
        return STRICT.createParser(ObjectReadContext.empty(), stream);
    }

    /** Copies one value of a parser that stands on its first token, its numbers as they are written. */
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

    /** Copies one value, its numbers as they are written. */
    public static void copyValue(JsonText json, JsonGenerator out) {
        try (JsonParser in = json.parser()) {
            in.nextToken();
            copyValue(in, out);
        }
    }

    /** One value of a parser that stands on its first token, as a text of its own. */
    public static JsonText capture(JsonParser in) {
        return JsonText.of(QmpJson.toText(out -> copyValue(in, out)));
    }

    /** What is wrong with the input, for people, without a word of what stands in it but a member's name. */
    public static UsageException explain(String what, JsonParser in, JacksonException wrong) {
        if (isDuplicate(wrong)) {
            return new UsageException("the member '" + in.currentName() + "' is there twice in " + what, wrong);
        }
        TokenStreamLocation place = in.currentLocation();
        String where = "line " + place.getLineNr() + ", column " + place.getColumnNr();
        if (wrong instanceof StreamConstraintsException) {
            return new UsageException(what + " nests too deep or is too long, at " + where, wrong);
        }
        return new UsageException(what + " is no valid JSON, at " + where, wrong);
    }

    /** Whether this is well-formed JSON that says the same thing twice, or too much. */
    public static boolean isMoreThanSyntax(JacksonException wrong) {
        return wrong instanceof StreamConstraintsException || isDuplicate(wrong);
    }

    private static boolean isDuplicate(JacksonException wrong) {
        return wrong instanceof StreamReadException
                && wrong.getOriginalMessage().startsWith("Duplicate");
    }
}

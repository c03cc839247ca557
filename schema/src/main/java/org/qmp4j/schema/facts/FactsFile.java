package org.qmp4j.schema.facts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qmp4j.schema.SchemaException;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.Schema;

/**
 * A schema as a file that a person can read and a version control can compare: one definition a line, in JSON, with the keys
 * of the schema language, and {@code since}, {@code seen}, {@code removed} and {@code unit} beside them:
 *
 * <pre>
 * {"file":"qapi/run-state.json"}
 * {"struct":"StatusInfo","data":{"running":"bool","status":"RunState"},"since":"0.14"}
 * {"command":"query-status","returns":"StatusInfo","allow-preconfig":true,"since":"0.14"}
 * </pre>
 *
 * <p>A {@code file} line says where the definitions below it come from. An empty one: no file
 * is known. {@code seen} marks what was read from introspection, where the source of that version is not known. Built-in types and those without a name are not
 * written; reading creates them again.
 */
public final class FactsFile {
    private FactsFile() {}

    /**
     * Reads a file.
     *
     * @throws SchemaException if it cannot be read, or a line of it is wrong
     */
    public static Schema read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(new InputStreamReader(in, StandardCharsets.UTF_8), file.toString());
        } catch (IOException wrong) {
            throw new SchemaException(null, "cannot read " + file + ": " + wrong, wrong);
        }
    }

    /**
     * Reads text.
     *
     * @param name for messages
     * @throws SchemaException if it cannot be read, or a line of it is wrong
     */
    public static Schema read(Reader text, String name) {
        FactsReader reader = new FactsReader();
        int number = 0;
        try (BufferedReader lines = new BufferedReader(text)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    reader.addLine(line, new Location(name, number, 0, Optional.empty()));
                }
            }
        } catch (IOException wrong) {
            throw new SchemaException(null, "cannot read " + name + ": " + wrong, wrong);
        }
        return reader.schema(name);
    }

    /** The schema as the text of a facts file: the same for the same schema, to the byte. */
    public static String write(Schema schema) {
        return new FactsWriter(schema).text();
    }
}

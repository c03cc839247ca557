package org.qmp4j.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.qmp4j.fake.record.Exchange;
import org.qmp4j.fake.record.TapeReader;

/** A conversation that a {@link Recorder} has written down. Immutable. */
public final class Transcript {
    private final Exchange.Tape tape;

    private Transcript(Exchange.Tape tape) {
        this.tape = tape;
    }

    /**
     * Reads one from a file.
     *
     * @throws UncheckedIOException if it cannot be read
     * @throws IllegalArgumentException if it is none; the message names the line
     */
    public static Transcript read(Path file) {
        try {
            return of(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file + ": " + failed.getMessage(), failed);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /**
     * Reads one from its lines.
     *
     * @throws IllegalArgumentException if it is none; the message names the line
     */
    public static Transcript of(List<String> lines) {
        return new Transcript(TapeReader.read(lines));
    }

    /** How many commands are in it, beside the negotiations. */
    public int size() {
        return tape.exchanges().size();
    }

    Exchange.Tape tape() {
        return tape;
    }
}

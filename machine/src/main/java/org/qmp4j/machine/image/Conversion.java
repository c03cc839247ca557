package org.qmp4j.machine.image;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What is to be converted into what.
 *
 * @param source an image
 * @param sourceFormat its format: {@code raw}; never guessed, because a guest can write what looks like another one
 * @param target the file that is made
 * @param targetFormat its format: {@code qcow2}
 */
public record Conversion(Path source, String sourceFormat, Path target, String targetFormat) {
    /** Checks that all is there. */
    public Conversion {
        Objects.requireNonNull(source);
        Objects.requireNonNull(sourceFormat);
        Objects.requireNonNull(target);
        Objects.requireNonNull(targetFormat);
    }
}

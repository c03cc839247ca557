package org.qmp4j.machine.image;

import java.nio.file.Path;
import java.util.Objects;

/**
 * The source and the target of a conversion.
 *
 * @param source an image
 * @param sourceFormat its format: {@code raw}; never guessed, because a guest can write data that looks like another format
 * @param target the file to create
 * @param targetFormat its format: {@code qcow2}
 */
public record Conversion(Path source, String sourceFormat, Path target, String targetFormat) {
    /** Checks that nothing is null. */
    public Conversion {
        Objects.requireNonNull(source);
        Objects.requireNonNull(sourceFormat);
        Objects.requireNonNull(target);
        Objects.requireNonNull(targetFormat);
    }
}

package org.qmp4j.codegen;

import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;

/**
 * What to generate.
 *
 * @param rootPackage the package below which the packages {@code command}, {@code event} and {@code type} are
 * @param peer who understands the commands
 * @param documentation whether the schema's own documentation becomes Javadoc
 * @param fileNames what Javadoc calls a file, by the name that the schema's locations have for it
 */
public record GeneratorOptions(String rootPackage, Peer peer, boolean documentation, UnaryOperator<String> fileNames) {
    /**
     * Checks the name of the package, which becomes a path.
     *
     * @throws IllegalArgumentException if Java allows no package of that name
     */
    public GeneratorOptions {
        if (!SourceVersion.isName(rootPackage)) {
            throw new IllegalArgumentException("no Java package can have the name '" + rootPackage + "'");
        }
    }

    /** Files are called what the schema's locations call them. */
    public GeneratorOptions(String rootPackage, Peer peer, boolean documentation) {
        this(rootPackage, peer, documentation, UnaryOperator.identity());
    }
}

package org.qmp4j.codegen;

import java.util.function.UnaryOperator;
import javax.lang.model.SourceVersion;

/**
 * The options of the generator.
 *
 * @param rootPackage the parent of the packages {@code command}, {@code event} and {@code type}
 * @param peer the peer that runs the commands
 * @param documentation whether the documentation in the schema is added to the Javadoc
 * @param fileNames maps the name of a file in the schema's locations to its name in the Javadoc
 */
public record GeneratorOptions(String rootPackage, Peer peer, boolean documentation, UnaryOperator<String> fileNames) {
    /**
     * Checks the name of the package, because it becomes a path.
     *
     * @throws IllegalArgumentException if it is not a valid package name
     */
    public GeneratorOptions {
        if (!SourceVersion.isName(rootPackage)) {
            throw new IllegalArgumentException("'" + rootPackage + "' is not a valid name of a Java package");
        }
    }

    /** Options with unchanged file names. */
    public GeneratorOptions(String rootPackage, Peer peer, boolean documentation) {
        this(rootPackage, peer, documentation, UnaryOperator.identity());
    }
}

package org.qmp4j.codegen;

/**
 * What to generate.
 *
 * @param rootPackage the package below which the packages {@code command}, {@code event} and {@code type} are
 * @param peer who understands the commands
 * @param documentation whether the schema's own documentation becomes Javadoc
 */
public record GeneratorOptions(String rootPackage, Peer peer, boolean documentation) {}

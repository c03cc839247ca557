package org.qmp4j.codegen;

/**
 * A generated Java file.
 *
 * @param path the path below the source folder, with slashes: {@code org/qmp4j/qemu/command/StopCommand.java}
 * @param text the content
 */
public record GeneratedFile(String path, String text) {}

package org.qmp4j.codegen;

/**
 * A Java file.
 *
 * @param path below the folder of sources, with slashes: {@code org/qmp4j/qemu/command/StopCommand.java}
 * @param text what it holds
 */
public record GeneratedFile(String path, String text) {}

package org.qmp4j.maven;

/** The output folder contains, or may contain, files that the plugin did not generate. Nothing was changed. */
final class UnsafeFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsafeFolderException(String message) {
        super(message);
    }
}

package org.qmp4j.maven;

/** The output folder holds something that the plugin did not generate, or could come to do so. Nothing was changed. */
final class UnsafeFolderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnsafeFolderException(String message) {
        super(message);
    }
}

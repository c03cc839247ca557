package org.qmp4j.protocol;

/**
 * A value out of a set that QEMU may extend in any release. A value that this build does not know is kept and printed
 * back unchanged; it is never an error.
 *
 * <p>Implementations are final classes with a constant per known value, {@code of(String)}, and a nested enum
 * {@code Known} for use in a {@code switch}. Two values are equal when their wire names are.
 */
public interface OpenEnum {
    /** The value as it stands in JSON, for example {@code "CommandNotFound"}. */
    String wireName();
}

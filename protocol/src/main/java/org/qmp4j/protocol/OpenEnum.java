package org.qmp4j.protocol;

/**
 * A value of an enumeration that QEMU may extend in any release. A value that this build does not know is kept and written
 * back unchanged; it is never an error.
 *
 * <p>Implementations are final classes with a constant for each known value and {@code of(String)}. {@code known()} returns a
 * constant of the nested enum {@code Known}, for a {@code switch}; its last constant is {@code UNRECOGNIZED}. Two values are equal
 * if their wire names are.
 */
public interface OpenEnum {
    /** The value as it stands in JSON, for example {@code "CommandNotFound"}. */
    String wireName();
}

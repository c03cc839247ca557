package org.qmp4j.protocol;

import java.util.Objects;

/**
 * The class of an error that QEMU returns: {@code {"error": {"class": "CommandNotFound", "desc": "..."}}}.
 *
 * <p>Nearly all errors are {@link #GENERIC_ERROR}. The description is for people; do not parse it.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#error">qmp-spec, "Error"</a>; {@code
 *     QapiErrorClass, qapi/error.json}
 */
public final class ErrorClass implements OpenEnum {
    /** The known values, for {@code switch}. */
    public enum Known {
        GENERIC_ERROR,
        COMMAND_NOT_FOUND,
        DEVICE_NOT_ACTIVE,
        DEVICE_NOT_FOUND,
        KVM_MISSING_CAP,
        /** A value that this build does not know. */
        UNRECOGNIZED
    }

    /** Any error without a class of its own. */
    public static final ErrorClass GENERIC_ERROR = new ErrorClass("GenericError", Known.GENERIC_ERROR);

    /** The command does not exist, or is not available in this state of the session. */
    public static final ErrorClass COMMAND_NOT_FOUND = new ErrorClass("CommandNotFound", Known.COMMAND_NOT_FOUND);

    /** The device exists, but is not active. */
    public static final ErrorClass DEVICE_NOT_ACTIVE = new ErrorClass("DeviceNotActive", Known.DEVICE_NOT_ACTIVE);

    /** The device does not exist. */
    public static final ErrorClass DEVICE_NOT_FOUND = new ErrorClass("DeviceNotFound", Known.DEVICE_NOT_FOUND);

    /** KVM lacks a capability that the command needs. */
    public static final ErrorClass KVM_MISSING_CAP = new ErrorClass("KVMMissingCap", Known.KVM_MISSING_CAP);

    private final String wireName;
    private final Known known;

    private ErrorClass(String wireName, Known known) {
        this.wireName = Objects.requireNonNull(wireName);
        this.known = known;
    }

    /** The constant of that name; for an unknown name, a value that keeps it unchanged. */
    public static ErrorClass of(String wireName) {
        return switch (wireName) {
            case "GenericError" -> GENERIC_ERROR;
            case "CommandNotFound" -> COMMAND_NOT_FOUND;
            case "DeviceNotActive" -> DEVICE_NOT_ACTIVE;
            case "DeviceNotFound" -> DEVICE_NOT_FOUND;
            case "KVMMissingCap" -> KVM_MISSING_CAP;
            default -> new ErrorClass(wireName, Known.UNRECOGNIZED);
        };
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** The constant for a {@code switch}; {@link Known#UNRECOGNIZED} if this build does not know the value. */
    public Known known() {
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ErrorClass that && wireName.equals(that.wireName);
    }

    @Override
    public int hashCode() {
        return wireName.hashCode();
    }

    @Override
    public String toString() {
        return wireName;
    }
}

package org.qmp4j.schema.check;

import java.math.BigInteger;

/** The error texts with which QEMU refuses a value. */
final class QemuWords {
    private QemuWords() {}

    static String wrongType(String expected, String place) {
        return "Invalid parameter type for '" + place + "', expected: " + expected;
    }

    /** Of unsigned types QEMU reads 64 bits first, and looks at the width afterwards. */
    static String noInteger(String type, JsonPlace at) {
        return isUnsigned(type) ? expects(at.toString(), "uint64") : wrongType("integer", at.toString());
    }

    static String outOfRange(String type, BigInteger number, JsonPlace at) {
        IntegerRange readFirst = IntegerRange.of(isUnsigned(type) ? "uint64" : "int64");
        return readFirst.contains(number) ? expects(at.name(), type + "_t") : noInteger(type, at);
    }

    static String unknownValue(String value, JsonPlace at) {
        return "Parameter '" + at.name() + "' does not accept value '" + value + "'";
    }

    private static String expects(String place, String type) {
        return "Parameter '" + place + "' expects " + type;
    }

    private static boolean isUnsigned(String type) {
        return type.startsWith("uint") || type.equals("size");
    }
}

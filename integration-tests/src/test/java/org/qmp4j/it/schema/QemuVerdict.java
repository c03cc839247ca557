package org.qmp4j.it.schema;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.Problem.Kind;

/** The fault that QEMU finds in a command before it runs it: its kind, and its place. */
record QemuVerdict(Kind kind, String path) {
    /** The error messages of QEMU's common command code; the group is the path. */
    private static final Map<Kind, Pattern> PATTERNS = Map.of(
            Kind.MISSING, Pattern.compile("Parameter '(.*)' is missing"),
            Kind.UNKNOWN_MEMBER, Pattern.compile("Parameter '(.*)' is unexpected"),
            Kind.WRONG_TYPE, Pattern.compile("Invalid parameter type for '(.*)', expected: .*"),
            Kind.UNKNOWN_VALUE, Pattern.compile("Parameter '(.*)' does not accept value '.*'"),
            Kind.OUT_OF_RANGE, Pattern.compile("Parameter '(.*)' expects u?int[0-9]+(_t)?"));

    /** Empty if the command was run and failed. */
    static Optional<QemuVerdict> of(QmpCommandException refused) {
        if (refused.errorClass().equals(ErrorClass.COMMAND_NOT_FOUND)) {
            return Optional.of(new QemuVerdict(Kind.UNKNOWN_COMMAND, ""));
        }
        return PATTERNS.entrySet().stream()
                .flatMap(entry -> entry.getValue()
                        .matcher(refused.description())
                        .results()
                        .map(found -> new QemuVerdict(entry.getKey(), found.group(1))))
                .findFirst();
    }

    boolean agreesWith(Problem problem) {
        if (problem.kind() == Kind.UNKNOWN_MEMBER && kind == Kind.UNKNOWN_MEMBER) {
            // If there are several, QEMU names the first one in its hash table.
            return parent(problem.path()).equals(parent(path));
        }
        // For values of enumerations and alternates QEMU names the member alone, and calls an element of a list null.
        String last = problem.path().substring(problem.path().lastIndexOf('.') + 1);
        boolean samePlace = problem.path().equals(path)
                || last.equals(path)
                || (problem.path().endsWith("]") && path.equals("null"));
        return samePlace && kindForQemu(problem.kind()) == kindForQemu(kind);
    }

    // An integer of more than 64 bits is a floating-point number to QEMU: of the wrong type, or beyond a range.
    private static Kind kindForQemu(Kind kind) {
        return kind == Kind.OUT_OF_RANGE ? Kind.WRONG_TYPE : kind;
    }

    private static String parent(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('.')));
    }
}

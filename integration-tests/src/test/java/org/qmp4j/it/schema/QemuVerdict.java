package org.qmp4j.it.schema;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.protocol.ErrorClass;
import org.qmp4j.schema.Problem;
import org.qmp4j.schema.Problem.Kind;

/** What QEMU finds wrong with a command before it runs: of which kind the fault is, and where. */
record QemuVerdict(Kind kind, String path) {
    /** What QEMU's code for all commands says; the group is the path. */
    private static final Map<Kind, Pattern> SAID = Map.of(
            Kind.MISSING, Pattern.compile("Parameter '(.*)' is missing"),
            Kind.UNKNOWN_MEMBER, Pattern.compile("Parameter '(.*)' is unexpected"),
            Kind.WRONG_TYPE, Pattern.compile("Invalid parameter type for '(.*)', expected: .*"),
            Kind.UNKNOWN_VALUE, Pattern.compile("Parameter '(.*)' does not accept value '.*'"),
            Kind.OUT_OF_RANGE, Pattern.compile("Parameter '(.*)' expects u?int[0-9]+(_t)?"));

    /** Empty where the command was run and failed. */
    static Optional<QemuVerdict> of(QmpCommandException refused) {
        if (refused.errorClass().equals(ErrorClass.COMMAND_NOT_FOUND)) {
            return Optional.of(new QemuVerdict(Kind.UNKNOWN_COMMAND, ""));
        }
        return SAID.entrySet().stream()
                .flatMap(said -> said.getValue()
                        .matcher(refused.description())
                        .results()
                        .map(found -> new QemuVerdict(said.getKey(), found.group(1))))
                .findFirst();
    }

    boolean agreesWith(Problem problem) {
        if (problem.kind() == Kind.UNKNOWN_MEMBER && kind == Kind.UNKNOWN_MEMBER) {
            // Of several members QEMU names the one that its hash table has first.
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

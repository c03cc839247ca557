package org.qmp4j.schema.resolve;

import org.qmp4j.schema.Dialect;
import org.qmp4j.schema.source.Pragmas;

/** What differs between QEMU's versions, and what a schema excepts itself from. */
record Rules(Dialect dialect, Pragmas pragmas) {
    boolean isOld() {
        return dialect == Dialect.QEMU_7_2;
    }

    /** Whether the documentation must fit what it documents. */
    boolean judgesDocumentation() {
        return dialect != Dialect.LENIENT;
    }

    boolean requiresDocumentation() {
        return judgesDocumentation() && pragmas.docRequired();
    }

    boolean mayLackMemberDocumentation(String definition) {
        return isOld()
                || !judgesDocumentation()
                || pragmas.documentationExceptions().contains(definition);
    }

    /** Since 8.2 (QEMU 7.2 did not look). */
    boolean conditionalArgumentsMustBeBoxed() {
        return dialect == Dialect.QEMU_10_0 || dialect == Dialect.QEMU_10_2;
    }

    /** QEMU keeps a set of features in 64 bits. */
    boolean limitsFeatures() {
        return dialect == Dialect.QEMU_10_0 || dialect == Dialect.QEMU_10_2;
    }

    boolean branchMayBeUnion() {
        return !isOld();
    }
}

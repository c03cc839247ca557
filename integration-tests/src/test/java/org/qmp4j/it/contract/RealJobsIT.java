package org.qmp4j.it.contract;

import org.qmp4j.it.support.QemuUnderTest;
import org.qmp4j.it.support.RealKind;

class RealJobsIT extends JobsContract {
    RealJobsIT() {
        super(new RealKind());
    }

    @Override
    void failWriting(QemuUnderTest qemu, String job, String error) {
        // The driver blkdebug does.
    }
}

package org.qmp4j.it.contract;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.QemuUnderTest;

/** Tests of jobs: each has a QEMU, real or fake, and a raw monitor that records the events of jobs. */
@ExtendWith(NoLeaks.class)
abstract class JobConversation {
    /** The argument of commands for the job that the tests start. */
    static final String J = "'id':'j'";

    private final QemuUnderTest.Kind kind;

    QemuUnderTest qemu;
    JobTalk talk;

    JobConversation(QemuUnderTest.Kind kind) {
        this.kind = kind;
    }

    @BeforeEach
    void startConversation() throws Exception {
        qemu = kind.start();
        talk = new JobTalk(qemu);
    }

    @AfterEach
    void endConversation() throws Exception {
        talk.close();
        qemu.close();
    }
}

package org.qmp4j.it.contract;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.support.FakeKind;
import org.qmp4j.it.support.QemuUnderTest;

@ParameterizedClass(name = "fake {0}")
@ValueSource(strings = {"7.2", "10.2"})
class FakeJobsTest extends JobsContract {
    FakeJobsTest(String version) {
        super(new FakeKind(version));
    }

    @Override
    void failWriting(QemuUnderTest qemu, String job, String error) {
        FakeKind.fakeOf(qemu).jobs().get(job).writeError(error);
    }
}

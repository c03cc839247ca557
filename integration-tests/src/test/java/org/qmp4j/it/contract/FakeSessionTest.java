package org.qmp4j.it.contract;

import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.it.support.FakeKind;

@ParameterizedClass(name = "fake {0}")
@ValueSource(strings = {"7.2", "10.2", "11.1"})
class FakeSessionTest extends SessionContract {
    FakeSessionTest(String version) {
        super(new FakeKind(version));
    }
}

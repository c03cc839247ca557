package com.example.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.qmp4j.qemu.QemuCommands.queryBlock;

import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.junit.QemuTest;

// tag::fake
@QemuTest(fake = true, versions = {"7.2", "10.2"})
class FakeTest {
    @QemuTest
    void aCommandThatIsRefused(FakeQemu qemu, QmpClient vm) {
        qemu.when("query-block").thenFail("no disks today");
        assertThrows(QmpCommandException.class, () -> vm.execute(queryBlock()));
        assertEquals(1, qemu.received("query-block").size());
    }
}
// end::fake

package org.qmp4j.it.contract;

import org.qmp4j.it.support.FakeAgent;

class FakeGuestAgentFilesTest extends GuestAgentFilesContract {
    FakeGuestAgentFilesTest() {
        super(FakeAgent::start);
    }
}

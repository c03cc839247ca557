package org.qmp4j.it.contract;

import org.qmp4j.it.support.FakeAgent;

class FakeGuestAgentTest extends GuestAgentContract {
    FakeGuestAgentTest() {
        super(FakeAgent::start);
    }
}

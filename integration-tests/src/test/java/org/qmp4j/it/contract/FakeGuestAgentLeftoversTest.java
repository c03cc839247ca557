package org.qmp4j.it.contract;

import org.qmp4j.it.support.FakeAgent;

class FakeGuestAgentLeftoversTest extends GuestAgentLeftoversContract {
    FakeGuestAgentLeftoversTest() {
        super(FakeAgent::start);
    }
}

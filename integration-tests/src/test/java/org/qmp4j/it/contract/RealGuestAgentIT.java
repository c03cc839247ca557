package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealAgentKind;

class RealGuestAgentIT extends GuestAgentContract {
    RealGuestAgentIT() {
        super(new RealAgentKind());
    }
}

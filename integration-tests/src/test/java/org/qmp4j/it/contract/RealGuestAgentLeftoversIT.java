package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealAgentKind;

class RealGuestAgentLeftoversIT extends GuestAgentLeftoversContract {
    RealGuestAgentLeftoversIT() {
        super(new RealAgentKind());
    }
}

package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealQemu;

class RealGuestAgentLeftoversIT extends GuestAgentLeftoversContract {
    RealGuestAgentLeftoversIT() {
        super(settings -> RealQemu.startGuestAgent(RealQemu.newFolder()));
    }
}

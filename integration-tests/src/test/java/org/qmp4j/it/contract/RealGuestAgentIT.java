package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealQemu;

class RealGuestAgentIT extends GuestAgentContract {
    RealGuestAgentIT() {
        super(settings -> RealQemu.startGuestAgent(RealQemu.newFolder()));
    }
}

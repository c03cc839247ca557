package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealAgentKind;

class RealGuestAgentFilesIT extends GuestAgentFilesContract {
    RealGuestAgentFilesIT() {
        super(new RealAgentKind());
    }
}

package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealKind;

class RealSessionIT extends SessionContract {
    RealSessionIT() {
        super(new RealKind());
    }
}

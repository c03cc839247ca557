package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealKind;

class RealOrderIT extends OrderContract {
    RealOrderIT() {
        super(new RealKind());
    }
}

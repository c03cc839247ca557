package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealKind;

class RealOutOfBandIT extends OutOfBandContract {
    RealOutOfBandIT() {
        super(new RealKind());
    }
}

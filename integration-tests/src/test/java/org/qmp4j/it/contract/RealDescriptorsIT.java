package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealKind;

class RealDescriptorsIT extends DescriptorsContract {
    RealDescriptorsIT() {
        super(new RealKind());
    }
}

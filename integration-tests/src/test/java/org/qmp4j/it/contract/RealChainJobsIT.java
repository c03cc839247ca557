package org.qmp4j.it.contract;

import org.qmp4j.it.support.RealKind;

class RealChainJobsIT extends ChainJobsContract {
    RealChainJobsIT() {
        super(new RealKind());
    }
}

package org.qmp4j.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.client.observer.ClientObserver;

class CallTableTest {
    private final SentMessages wire = new SentMessages();
    private final CallTable table = new CallTable(
            wire, 10, new Counters(), new ObserverRelay("unix:/vm", ClientObserver.NONE, new Callbacks(Runnable::run)));

    private static PendingCall call(String id) {
        return new PendingCall("stop", id, false, new byte[30], List.of(), null);
    }

    @Test
    void aCallThatWasCancelledBeforeItWasSubmittedIsNeverSent() {
        table.open(7);
        PendingCall early = call("1");
        Ending notSent = new Ending.Withdrawn();

        assertThat(table.giveUp(early, notSent, new Ending.Lost())).isSameAs(notSent);
        table.submit(early);
        PendingCall next = call("2");
        table.submit(next);

        assertThat(wire.sent()).containsExactly(next.outgoing());
        assertThat(early.ending()).isSameAs(notSent);
    }
}

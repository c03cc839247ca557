package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The other end of a socket, in what {@code ss -xH} of iproute2 6.1 prints. */
class SocketStatisticsTest {
    private static final String LIST = """
            u_str ESTAB 0      0                                                * 1442360 * 1442361
            u_str ESTAB 0      0                           /tmp/qmp4j-31133-1/qmp 1442361 * 1442360
            u_str ESTAB 0      0                           /tmp/a b\tc 7 * 8
            u_str ESTAB 0      0                           /tmp/a
            b 9 * 10
            u_str ESTAB 0      0                           /tmp/11 * 12 13 * 14
            """;

    @Test
    void aPeerIsFoundByItsInodeNumberWhateverTheNameIs() {
        assertThat(SocketStatistics.peerOf("1442361", LIST)).contains("1442360");
        assertThat(SocketStatistics.peerOf("7", LIST)).contains("8");
        assertThat(SocketStatistics.peerOf("9", LIST)).contains("10");
        assertThat(SocketStatistics.peerOf("13", LIST)).contains("14");
    }

    @Test
    void aNameIsNotTakenForInodeNumbers() {
        assertThat(SocketStatistics.peerOf("11", LIST)).isEmpty();
        assertThat(SocketStatistics.peerOf("42361", LIST)).isEmpty();
        assertThat(SocketStatistics.peerOf("1442", LIST)).isEmpty();
    }
}

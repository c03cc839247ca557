package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qmp4j.client.transport.UnixTable.Row;

/** The rows of {@code /proc/net/unix}, as Linux prints them. */
class UnixTableTest {
    private static final String HEADER = "Num       RefCount Protocol Flags    Type St Inode Path\n";
    private static final String LISTENING = "0000000000000000: 00000002 00000000 00010000 0001 01 ";
    private static final String ACCEPTED = "ffff8880b1e5c800: 00000003 00000000 00000000 0001 03 ";
    private static final String WAITING = "0000000000000000: 00000002 00000000 00000000 0001 02     0";

    @Test
    void eachLineIsASocket() {
        assertThat(UnixTable.parse(HEADER + LISTENING + "12345 /run/vm.qmp\n" + ACCEPTED + "  678 /run/vm.qmp\n"
                        + WAITING + " @abstract\n" + ACCEPTED + "99\n"))
                .containsExactly(
                        new Row(true, 1, "12345", "/run/vm.qmp"),
                        new Row(false, 3, "678", "/run/vm.qmp"),
                        new Row(false, 2, "0", "@abstract"),
                        new Row(false, 3, "99", ""));
    }

    @Test
    void aNameCanContainSpacesTabsAndOtherControlCharacters() {
        String name = " /run/a b\t\r\u0001\u2028 ";
        assertThat(UnixTable.parse(HEADER + LISTENING + "1 " + name + "\n" + ACCEPTED + "2 x\n"))
                .containsExactly(new Row(true, 1, "1", name), new Row(false, 3, "2", "x"));
    }

    @Test
    void aNameCanContainLineFeeds() {
        String name = "/run/a\n\nNum RefCount\n1 2 3 zz 5 6 7 8\n0000000000000000: 00000002\n";
        assertThat(UnixTable.parse(HEADER + LISTENING + "1 " + name + "\n" + ACCEPTED + "2 x\n"))
                .containsExactly(new Row(true, 1, "1", name), new Row(false, 3, "2", "x"));
    }
}

package org.qmp4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.cli.program.UsageException;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/run/a,b | /run/a,b | unix:/run/a,,b",
                "unix:/run/a,,b,server=on,wait=off | /run/a,b | unix:/run/a,,b",
                "/run/vm.qmp | /run/vm.qmp | unix:/run/vm.qmp",
            })
    void aUnixSocketIsReadAndPrinted(String text, String path, String printed) {
        assertThat(ListenAddress.parse(text)).isEqualTo(UnixDomainSocketAddress.of(path));
        assertThat(ListenAddress.text(UnixDomainSocketAddress.of(path))).isEqualTo(printed);
    }

    @Test
    void aTcpSocketIsReadAndPrinted() {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 4444);
        assertThat(ListenAddress.parse("tcp:127.0.0.1:4444,server=on,wait=off")).isEqualTo(address);
        assertThat(ListenAddress.text(address)).isEqualTo("tcp:127.0.0.1:4444");
    }

    @Test
    void anUnknownOptionIsWrongUsage() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> ListenAddress.parse("unix:/run/vm.qmp,bogus=1"))
                .withMessageContaining("unknown option 'bogus'");
    }
}

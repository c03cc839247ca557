package org.qmp4j.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a peer sends nothing, with all names that the unix sockets of a host can have. */
@EnabledOnOs(OS.LINUX)
class SilentPeerTest {
    private static final String THIS_JVM = "(pid " + ProcessHandle.current().pid() + ")";

    @TempDir
    private Path folder;

    private static ServerSocketChannel listen(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path));
        return server;
    }

    private static void assertExplained(Path path) throws IOException {
        try (ServerSocketChannel server = listen(path);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            assertThat(UnixPeers.explainSilence(path, ": why?"))
                    .as("of %s", client)
                    .hasValueSatisfying(why -> assertThat(why)
                            .startsWith("the connection is not accepted: ")
                            .contains(THIS_JVM));
            try (SocketChannel accepted = server.accept()) {
                assertThat(UnixPeers.explainSilence(path, ": why?"))
                        .as("of %s", accepted)
                        .hasValueSatisfying(why -> assertThat(why)
                                .startsWith("the connection is accepted by ")
                                .endsWith(THIS_JVM + ", which says nothing: why?"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vm.qmp", " a b ", "a\tb", "a\nb", "\n1 2 3 zz 5 6 7 8", "\u00e4\u20ac", "\u0001", "@vm.qmp"})
    void itIsExplainedWhateverTheNameIs(String name) throws IOException {
        assertExplained(folder.resolve(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n1 2 3 zz 5 6 7 8", "x\n0000000000000000: 00000002 00000000 0001000g 0001 01 12345 vm.qmp"})
    void itIsExplainedWhateverTheNameOfAnotherSocketIs(String hostile) throws IOException {
        try (ServerSocketChannel other = listen(folder.resolve(hostile))) {
            assertThat(other.isOpen()).isTrue();
            assertExplained(folder.resolve("vm.qmp"));
        }
    }

    @Test
    void aSocketIsComparedByItsWholePath() throws IOException {
        Path relative = Path.of("target", "another-vm.qmp");
        Path path = folder.resolve("vm.qmp");
        Files.deleteIfExists(relative);
        try (ServerSocketChannel other = listen(relative);
                ServerSocketChannel server = listen(path);
                SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(relative))) {
            assertThat(UnixPeers.explainSilence(path, ""))
                    .as("%s has no client, %s has %s", server, other, client)
                    .isEmpty();
        } finally {
            Files.deleteIfExists(relative);
        }
    }
}

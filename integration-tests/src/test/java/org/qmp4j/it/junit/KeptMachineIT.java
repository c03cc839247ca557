package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.Await;
import org.qmp4j.machine.Orphans;
import org.qmp4j.protocol.RawCommand;

/** A machine whose test has failed can be looked into, where that is wanted. */
@Tag("newest-jdk")
@Tag("slow")
class KeptMachineIT {
    @TempDir
    private Path output;

    @Test
    void aKeptMachineKeepsRunningAndCanBeReachedAsItsFileSays() throws Exception {
        assumeFalse(
                System.getProperty("qmp4j.guest", "").isEmpty(),
                "there is no tiny Linux here: run scripts/fetch-guest");
        Samples.PROCESSES.clear();

        TestRun run = TestRun.of(output, Map.of("qmp4j.keep", "true"), Samples.Kept.class);

        String how = run.text("fails(Machine, Console)", "machine-kept.txt");
        long process = Samples.PROCESSES.get(0);
        assertThat(how).contains("is kept, as process " + process);
        Path monitor = path(how, "qmp exec (\\S+) query-status");
        try (QmpClient vm = QmpClient.connect(Endpoint.unix(monitor))) {
            assertThat(answerOnConsole(path(how, "unix-connect:(\\S+)"), "echo \"left: $left\"\r"))
                    .contains("left: behind");
            vm.execute(RawCommand.named("quit"));
        }
        Await.until("the machine has ended", () -> !Files.exists(Path.of("/proc/" + process)));
        Orphans.remove();
        assertThat(monitor.getParent()).doesNotExist();
    }

    private static Path path(String how, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(how);
        assertThat(found.find()).as(pattern + " in " + how).isTrue();
        return Path.of(found.group(1));
    }

    private static String answerOnConsole(Path socket, String line) throws Exception {
        try (SocketChannel console = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            console.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)));
            return Await.inBackground(() -> readTo(console, TinyLinux.PROMPT))
                    .get(30, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    private static String readTo(SocketChannel console, String end) throws Exception {
        StringBuilder seen = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(1024);
        while (seen.indexOf(end) < 0 && console.read(buffer.clear()) >= 0) {
            seen.append(StandardCharsets.US_ASCII.decode(buffer.flip()));
        }
        return seen.toString();
    }
}

package org.qmp4j.it.support;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.util.List;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.options.ConnectOptions;
import tools.jackson.databind.JsonNode;

/** One QEMU for tests that leave it as it was, with one monitor for the client and one for the oracle. */
public final class QemuWithOracle implements AutoCloseable {
    /**
     * For input that QEMU rejects with many errors: with out-of-band execution their number can abort QEMU up to 10.0
     * (an assertion on the length of its queue of requests).
     */
    public static final ConnectOptions IN_BAND_ONLY =
            ConnectOptions.builder().outOfBand(false).build();

    private final RealQemu qemu;
    private final QmpClient client;
    private final RawSocket raw;

    private QemuWithOracle(RealQemu qemu, QmpClient client, RawSocket raw) {
        this.qemu = qemu;
        this.client = client;
        this.raw = raw;
    }

    /** Starts the QEMU and both sessions. */
    public static QemuWithOracle start() throws Exception {
        RealQemu qemu = RealQemu.start("-qmp", "unix:{}/raw,server=on,wait=off");
        qemu.awaitSocket("raw");
        return new QemuWithOracle(qemu, QmpClient.connect(qemu.endpoint()), RawSocket.negotiated(qemu.path("raw")));
    }

    /** The client under test. */
    public QmpClient client() {
        return client;
    }

    /** The monitor that the test uses directly. */
    public RawSocket raw() {
        return raw;
    }

    /** QEMU's replies to that message, which is sent unchanged; a command after it shows where they end. */
    public List<JsonNode> rawAnswers(String message) throws Exception {
        raw.send(message.getBytes(ISO_8859_1));
        raw.send("\n{\"execute\":\"query-name\",\"id\":\"end\"}\n");
        List<JsonNode> answers = raw.messagesUntilAnswer("\"end\"");
        return answers.subList(0, answers.size() - 1);
    }

    @Override
    public void close() throws IOException {
        raw.close();
        client.close();
        qemu.close();
    }
}

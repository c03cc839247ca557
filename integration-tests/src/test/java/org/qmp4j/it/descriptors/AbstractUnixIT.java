package org.qmp4j.it.descriptors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.it.support.Sessions;
import org.qmp4j.protocol.RawCommand;

/** A monitor of a real QEMU on a unix socket of the abstract namespace. */
@ExtendWith(NoLeaks.class)
class AbstractUnixIT {
    private static final ConnectOptions UNTIL_IT_LISTENS = ConnectOptions.builder()
            .waitForSocket(true)
            .connectTimeout(Await.PATIENCE)
            .build();
    private static final ConnectOptions IMPATIENT =
            ConnectOptions.builder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String option = "unix:qmp4j-" + UUID.randomUUID() + ",,1,abstract=on,server=on,wait=off";

    @Test
    void anAbstractSocketCarriesSessionsAndDescriptors(@TempDir Path folder) throws Exception {
        Endpoint endpoint = Endpoint.parse(option);
        try (RealQemu qemu = RealQemu.start("-qmp", option)) {
            try (QmpClient vm = QmpClient.connect(endpoint, UNTIL_IT_LISTENS);
                    RandomAccessFile file = new RandomAccessFile(
                            Files.createFile(folder.resolve("file")).toFile(), "rw")) {
                CallOptions withFile = CallOptions.DEFAULT.withDescriptors(List.of(file.getFD()));
                assertThat(vm.execute(RawCommand.named("add-fd"), withFile).has("fdset-id"))
                        .isTrue();
                assertThatExceptionOfType(QmpConnectException.class)
                        .isThrownBy(() -> QmpClient.connect(endpoint, IMPATIENT))
                        .withMessageContaining("is already connected")
                        .withMessageContaining("(pid " + qemu.pid() + ") serves one client at a time");
            }
            Sessions.shortSession(Endpoint.parse(endpoint.toString()));
        }
    }
}

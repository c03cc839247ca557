package org.qmp4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.Json;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.protocol.RawCommand;

/** What any client of a monitor can do: the reason for masking the wire log and for private sockets. */
@ExtendWith(NoLeaks.class)
class SecurityIT {
    private static RealQemu withSecret() throws Exception {
        return RealQemu.start("-object", "secret,id=s0,data=Zo\u00eb's");
    }

    @Test
    @DisplayName("fact 44: QMP and HMP return a secret object's content in clear text")
    void fact44_theContentOfASecretObjectIsReadable() throws Exception {
        try (RealQemu qemu = withSecret();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            assertThat(client.execute(RawCommand.named("qom-get")
                            .with("path", "/objects/s0")
                            .with("property", "data")))
                    .isEqualTo(Json.of("\"Zo\u00eb's\""));
            assertThat(client.execute(RawCommand.named("human-monitor-command")
                                    .with("command-line", "qom-get /objects/s0 data"))
                            .stringValue())
                    .contains("'s");
        }
    }

    @Test
    @DisplayName("fact 44: 11.1 also returns it in the list of an object's properties")
    void fact44_qomListGetReturnsASecretToo() throws Exception {
        try (RealQemu qemu = withSecret();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            assumeTrue(client.greeting().version().isAtLeast(11, 1), "qom-list-get is in QEMU 11.1, not in 10.0");
            assertThat(client.execute(RawCommand.named("qom-list-get").with("paths", Json.of("[\"/objects/s0\"]")))
                            .path(0)
                            .path("properties")
                            .valueStream()
                            .filter(property ->
                                    property.path("name").stringValue().equals("data"))
                            .map(property -> property.path("value")))
                    .containsExactly(Json.of("\"Zo\u00eb's\""));
        }
    }

    @Test
    @DisplayName("fact 45: migrate to an exec: address runs a program as QEMU's user")
    void fact45_migrateRunsAProgram() throws Exception {
        try (RealQemu qemu = RealQemu.start();
                QmpClient client = QmpClient.connect(qemu.endpoint())) {
            Path user = qemu.path("user");
            Path state = qemu.path("state");
            client.execute(RawCommand.named("migrate").with("uri", "exec:id -u >" + user + "; exec cat >" + state));
            Await.until(
                    "the end of the migration",
                    () -> client.execute(RawCommand.named("query-migrate"))
                            .path("status")
                            .stringValue("none yet")
                            .equals("completed"));
            assertThat(Files.readString(user).strip())
                    .isEqualTo(Files.getAttribute(Path.of("/proc/self"), "unix:uid")
                            .toString());
            // The magic that QEMU's saved state begins with.
            assertThat(Files.readAllBytes(state)).startsWith('Q', 'E', 'V', 'M');
        }
    }
}

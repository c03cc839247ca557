package org.qmp4j.machine.part;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RawArgumentsTest {
    @Test
    void daemonizeIsRejected() {
        assertThatThrownBy(() -> RawArguments.of("-m", "512", "-daemonize"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-daemonize cannot be used");
    }
}

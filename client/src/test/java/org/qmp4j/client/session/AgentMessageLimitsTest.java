package org.qmp4j.client.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.qmp4j.client.options.ConnectOptions;

class AgentMessageLimitsTest {
    @Test
    void theLimitDependsOnTheCommand() {
        AgentMessageLimits limits = AgentMessageLimits.STANDARD;
        assertThat(limits.usual()).isEqualTo(1_048_576);
        assertThat(limits.of("guest-ping")).isEqualTo(1_048_576);
        assertThat(limits.of("guest-get-fsinfo")).isEqualTo(16_777_216);
        assertThat(limits.of("guest-file-read")).isEqualTo(100_663_296);
        assertThat(limits.of("guest-exec-status")).isEqualTo(100_663_296);
    }

    @Test
    void aConfiguredLimitAppliesToAllCommands() {
        AgentMessageLimits limits = AgentMessageLimits.of(
                ConnectOptions.builder().maxMessageBytes(5000).build());
        assertThat(limits.usual()).isEqualTo(5000);
        assertThat(limits.of("guest-file-read")).isEqualTo(5000);
    }
}

package org.qmp4j.machine.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Parts as text, as they are printed in a debugger or a failed assertion. */
class PartsAsTextTest {
    @Test
    void theTextOfAPartShowsNoSecret() {
        assertThat(RawArguments.of("-m", "1", "-spice", "password=hush"))
                .hasToString("RawArguments[-m, 1, -spice, password=***]");
        assertThat(Kernel.of(Path.of("/k")).commandLine("quiet api-token=hush"))
                .hasToString("Kernel[image=/k, initrd=Optional.empty, commandLine=quiet api-token=***]");
        KeyValues secret = KeyValues.of("secret").with("id", "s").with("data", "hu,sh");
        assertThat(secret).hasToString("secret,id=s,data=***");
        assertThat(secret.text()).isEqualTo("secret,id=s,data=hu,,sh");
    }
}

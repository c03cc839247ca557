package org.qmp4j.junit.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {
    @Test
    void aCommandLineIsShownWithoutItsSecrets() {
        assertThat(Evidence.withoutSecrets(
                        "qemu -object secret,id=s0,data=letmein,format=raw -vnc :0,password=on 'data=x y'"))
                .isEqualTo("qemu -object secret,id=s0,data=***,format=raw -vnc :0,password=*** 'data=*** y'");
    }
}

package org.qmp4j.junit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qmp4j.machine.CommandLine;

class EvidenceTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "secret,id=s0,data=letmein,format=raw         | secret,id=s0,data=***,format=raw",
                "secret,id=s0,data=let,,me in                 | 'secret,id=s0,data=***'",
                "secret,id=s0,data=it's me,format=raw         | 'secret,id=s0,data=***,format=raw'",
                "{\"qom-type\":\"secret\",\"data\":\"letmein\"} | '{\"qom-type\":\"secret\",\"data\":\"***\"}'",
                "driver=https,url=https://u:letmein@host/disk | 'driver=https,url=https://u:***@host/disk'",
                "if=none,file.cookie=a=letmein                | 'if=none,file.cookie=***'",
                ":0,password=on                               | ':0,password=***'",
                "tcp,password-secret=s0                       | tcp,password-secret=s0"
            })
    void aCommandLineIsShownWithoutItsSecrets(String option, String shown) {
        CommandLine command = new CommandLine(List.of("qemu", "-option", option));

        assertThat(Evidence.withoutSecrets(command, "").strip().replace("'", ""))
                .isEqualTo(("qemu -option " + shown).replace("'", ""));
    }

    @Test
    void whatQemuRepeatsOfThemIsMaskedToo() {
        CommandLine command = new CommandLine(List.of("qemu", "-object", "secret,id=s0,data=let,,me in,format=bad"));

        assertThat(Evidence.withoutSecrets(command, "-object secret,id=s0,data=let,,me in,format=bad: no 'let,me in'"))
                .endsWith("-object secret,id=s0,data=***,format=bad: no '***'");
    }
}

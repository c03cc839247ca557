package org.qmp4j.junit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.qmp4j.machine.CommandLine;

class EvidenceTest {
    @Test
    void aCommandLineIsShownWithoutItsSecrets() {
        CommandLine command = new CommandLine(List.of(
                "qemu",
                "-object",
                "secret,id=s0,data=letmein",
                "-device",
                "isa-applesmc,osk=letmein",
                "-fw_cfg",
                "name=opt/a,string=letmein",
                "-drive",
                "file=iscsi://me%letmein@host/t/0"));

        assertThat(Evidence.withoutSecrets(command, ""))
                .startsWith("qemu -object 'secret,id=s0,data=***' -device 'isa-applesmc,osk=***' -fw_cfg"
                        + " 'name=opt/a,string=***' -drive 'file=iscsi://me%***@host/t/0'");
    }

    @Test
    void secretsThatQemuRepeatsAreMasked() {
        CommandLine command = new CommandLine(List.of("qemu", "-object", "secret,id=s0,data=let,,me in,format=bad"));

        assertThat(Evidence.withoutSecrets(command, "-object secret,id=s0,data=let,,me in,format=bad: no 'let,me in'"))
                .endsWith("-object secret,id=s0,data=***,format=bad: no '***'");
    }
}

package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.GuestAgentClient;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.part.AgentChannel;
import org.qmp4j.machine.part.Cpus;
import org.qmp4j.machine.part.Disk;
import org.qmp4j.machine.part.Firmware;
import org.qmp4j.machine.part.MachineType;
import org.qmp4j.machine.part.PrivateNetwork;
import org.qmp4j.machine.part.SerialFile;
import org.qmp4j.machine.part.Tpm;
import org.qmp4j.machine.part.UserNetwork;
import org.qmp4j.protocol.RawCommand;
import org.qmp4j.protocol.RawGuestAgentCommand;

/** The guest finds the hardware that the parts describe. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class PartsIT {
    private static final int DISK_BYTES = 1024 * 1024;

    @TempDir
    private Path folder;

    private static String say(Console console, String line) {
        console.sendLine(line);
        return console.expect("guest> ", TestMachines.PATIENCE).before().strip();
    }

    private static void awaitReady(Machine vm) {
        vm.console().expect("guest: ready\\s+guest> ", TestMachines.PATIENCE);
    }

    @Test
    void aGuestHasItsPartsAndWritesOnlyIntoTheOverlay() throws Exception {
        byte[] content = new byte[DISK_BYTES];
        Arrays.fill(content, (byte) 'a');
        // A comma in its name is QEMU's separator.
        Path image = Files.write(folder.resolve("disk,one.raw"), content);
        Path serial = folder.resolve("serial");
        try (Machine vm = TestMachines.linux("initramfs-agent")
                .with(Cpus.of(2), Disk.raw(image).withOverlay(), Disk.raw(image).asReadOnly())
                .with(new AgentChannel(), UserNetwork.virtio(), new SerialFile(serial))
                .start()) {
            awaitReady(vm);
            Console console = vm.console();

            assertThat(say(console, "grep -c ^processor /proc/cpuinfo")).isEqualTo("2");
            assertThat(say(console, "echo written >/dev/vda; sync; head -c 7 /dev/vda"))
                    .isEqualTo("written");
            assertThat(say(console, "head -c 7 /dev/vdb")).isEqualTo("aaaaaaa");
            assertThat(say(console, "cat /sys/block/vdb/ro")).isEqualTo("1");
            assertThat(say(console, "ls /sys/class/net | grep -c eth")).isEqualTo("1");
            say(console, "echo over there >/dev/ttyS1");
            Await.until("a line in the file", () -> Files.readString(serial).contains("over there"));
            ConnectOptions patient = ConnectOptions.builder()
                    .connectTimeout(TestMachines.PATIENCE)
                    .build();
            try (GuestAgentClient agent = vm.guestAgent(patient)) {
                assertThat(agent.execute(RawGuestAgentCommand.named("guest-get-host-name"))
                                .path("host-name")
                                .stringValue())
                        .isNotEmpty();
            }
            assertThat(Files.readString(console.logFile(), StandardCharsets.UTF_8))
                    .contains("guest: ready");
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(content);
    }

    @Test
    void machinesInAPrivateNetworkReachEachOther() {
        PrivateNetwork network = PrivateNetwork.create();
        try (Machine one = TestMachines.linux().name("one").with(network).start();
                Machine other = TestMachines.linux().name("other").with(network).start()) {
            awaitReady(one);
            awaitReady(other);
            assertThat(say(one.console(), "ifconfig eth0 10.0.0.1 up && echo up"))
                    .endsWith("up");
            assertThat(say(other.console(), "ifconfig eth0 10.0.0.2 up && echo up"))
                    .endsWith("up");

            assertThat(say(one.console(), "ping -c 1 -w 20 10.0.0.2 >/dev/null && echo heard"))
                    .endsWith("heard");
        }
    }

    @Test
    void aTpmIsThere() {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/swtpm")), "no swtpm here");
        try (Machine vm =
                TestMachines.bare().with(MachineType.of("q35"), Tpm.emulated()).start()) {
            assertThat(vm.client().execute(RawCommand.named("query-tpm")).toString())
                    .contains("tpm-crb");
        }
    }

    @Test
    void theVariablesOfTheFirmwareAreACopy() throws Exception {
        Path code = Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd");
        Path variables = Path.of("/usr/share/OVMF/OVMF_VARS_4M.fd");
        assumeTrue(Files.exists(code) && Files.exists(variables), "no UEFI firmware here");
        try (Machine vm = TestMachines.bare()
                .with(MachineType.of("q35"), new Firmware(code, variables))
                .start()) {
            assertThat(vm.client().execute(RawCommand.named("query-block")).toString())
                    .contains(code.toString())
                    .contains(vm.folder().resolve("firmware-variables.qcow2").toString())
                    .doesNotContain(variables.toString());
        }
    }
}

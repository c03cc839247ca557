package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.MachineBuilder;
import org.qmp4j.machine.MachineExit;
import org.qmp4j.machine.QemuAbilities;
import org.qmp4j.machine.ShutdownPlan;
import org.qmp4j.machine.error.MachineStartException;
import org.qmp4j.machine.error.QemuNotFoundException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;
import org.qmp4j.protocol.RawCommand;

/** A machine starts, or the failure says why not. */
@ExtendWith(NoLeaks.class)
class StartIT {
    @TempDir
    private Path folder;

    @Test
    void aMachineAnswersWhenStartReturns() {
        try (Machine vm = TestMachines.bare().start()) {
            assertThat(vm.client()
                            .execute(RawCommand.named("query-status"))
                            .path("running")
                            .booleanValue())
                    .isTrue();
            assertThat(vm.output()).isEmpty();

            MachineExit exit = vm.end(ShutdownPlan.quick());

            assertThat(exit.kind()).isEqualTo(MachineExit.Kind.ORDERLY);
            assertThat(exit.shutdownReason()).contains("host-qmp-quit");
        }
    }

    @Test
    void aMachineHasItsConfiguredName() {
        try (Machine vm = TestMachines.bare().name("web,id=1").start()) {
            assertThat(vm.client().execute(RawCommand.named("query-name")).toString())
                    .isEqualTo("{\"name\":\"web,id=1\"}");
        }
        try (Machine vm = TestMachines.bare().start()) {
            assertThat(vm.client().execute(RawCommand.named("query-name")).toString())
                    .isEqualTo("{}");
        }
    }

    @Test
    void anInvalidArgumentIsReportedWithTheTextOfQemu() {
        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> TestMachines.bare().arguments("-device", "nosuch").start());

        assertThat(failed).hasMessageContaining("exited with code 1 before its monitor was ready");
        assertThat(failed.output()).contains("-device nosuch").contains("is not a valid device");
        assertThat(failed.exitCode()).hasValue(1);
        assertThat(failed.commandLine()).contains(" -device nosuch ");
    }

    @Test
    void anInvalidArgumentAfterTheMonitorIsReported() {
        // QEMU has connected by then.
        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> TestMachines.bare()
                        .with(machine -> machine.arguments("-incoming", "nosuch:"))
                        .start());

        assertThat(failed.exitCode()).hasValue(1);
        assertThat(failed.output()).contains("nosuch:");
    }

    @Test
    void aMissingProgramIsNamed() {
        assertThatThrownBy(() -> QemuInstallation.of(Path.of("/nonexistent/qemu")))
                .isInstanceOf(QemuNotFoundException.class)
                .hasMessage("cannot start /nonexistent/qemu: there is no such executable file");
    }

    @Test
    void withoutKvmTheErrorOfQemuIsReported() {
        assumeFalse(Files.exists(Path.of("/dev/kvm")), "KVM is here");

        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> TestMachines.bare().with(Accelerator.KVM).start());

        assertThat(failed.output()).contains("Could not access KVM kernel module");
        assertThat(QemuAbilities.of(TestMachines.qemu()).canUse("kvm")).isFalse();
        assertThat(QemuAbilities.of(TestMachines.qemu()).accelerators())
                .filteredOn(tried -> tried.name().equals("kvm"))
                .allMatch(tried -> tried.reason().contains("Could not access KVM kernel module"));
    }

    @Test
    void aKvmThatCannotRunAGuestIsNotReportedAsUsable() throws Exception {
        assumeTrue(
                Files.isWritable(Path.of("/dev/kvm"))
                        && Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                                .filter(line -> line.startsWith("flags"))
                                .noneMatch(line -> (line + " ").contains(" vmx ") || (line + " ").contains(" svm ")),
                "there is no KVM here, or one that works");

        assertThat(QemuAbilities.of(TestMachines.qemu()).accelerators())
                .filteredOn(tried -> tried.name().equals("kvm"))
                .singleElement()
                .satisfies(tried -> assertThat(tried.reason()).contains("neither of the flags vmx and svm"));
    }

    @Test
    void theMessageOfAFailedStartNamesTheAcceleratorAndHowToChooseAnother() {
        assertThatThrownBy(() -> TestMachines.bare()
                        .defaultAccelerator(Accelerator.TCG)
                        .arguments("-device", "nosuch")
                        .start())
                .hasMessageEndingWith(
                        "(accelerator: tcg; choose another by -Dqmp4j.accelerator=tcg|kvm or by the part Accelerator)");
        assertThatThrownBy(() -> TestMachines.bare()
                        .with(Accelerator.TCG)
                        .arguments("-device", "nosuch")
                        .start())
                .hasMessageEndingWith("(accelerator: tcg, set by the part Accelerator)");
    }

    @Test
    void aPartGoesBeforeTheSystemPropertyAndThatBeforeTheDefault() {
        assertThat(acceleratorUnder("tcg", TestMachines.bare())).containsExactly("tcg");
        assertThat(acceleratorUnder("neither", TestMachines.bare().with(Accelerator.TCG)))
                .containsExactly("tcg");
        assertThatThrownBy(() -> acceleratorUnder("xen", TestMachines.bare()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the system property qmp4j.accelerator must be 'kvm' or 'tcg', not 'xen'");
    }

    private static List<String> acceleratorUnder(String property, MachineBuilder builder) {
        String before = System.setProperty("qmp4j.accelerator", property);
        try (Machine vm = builder.start()) {
            List<String> words = vm.commandLine().arguments();
            return IntStream.range(1, words.size())
                    .filter(i -> words.get(i - 1).equals("-accel"))
                    .mapToObj(words::get)
                    .toList();
        } finally {
            System.setProperty("qmp4j.accelerator", before == null ? "" : before);
        }
    }

    @Test
    void twoPartsThatChooseTheAcceleratorAreRejected() {
        assertThatThrownBy(() -> TestMachines.bare()
                        .with(Accelerator.TCG)
                        .arguments("-accel", "kvm")
                        .start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("two parts of the machine choose its accelerator");
    }

    @Test
    void anEmulatorListsItsAbilities() {
        QemuAbilities abilities = QemuAbilities.of(TestMachines.qemu());

        assertThat(abilities.canUse("tcg")).isTrue();
        assertThat(abilities.machineTypes()).anyMatch(type -> type.name().startsWith("pc-q35-"));
        assertThat(abilities.cpuModels()).anyMatch(model -> model.name().equals("max"));
    }

    @Test
    void aQemuThatNeverConnectsIsReportedDifferentlyFromOneThatExited() throws Exception {
        Path script = Files.writeString(
                folder.resolve("qemu"),
                "#!/bin/sh\ncase \"$*\" in *--version*) echo QEMU emulator version 10.0.0;; *) echo hm; exec sleep 300;; esac\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        MachineStartException failed = catchThrowableOfType(
                MachineStartException.class,
                () -> Machine.builder()
                        .qemu(QemuInstallation.of(script))
                        .startTimeout(Duration.ofMillis(500))
                        .start());

        assertThat(failed)
                .hasMessageContaining("is running, but its monitor cannot be used: no peer connected to unix:");
        assertThat(failed.output()).isEqualTo("hm");
        assertThat(failed.exitCode()).isEmpty();
    }
}

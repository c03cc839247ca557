package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.Programs;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.StartFrom;
import org.qmp4j.junit.machine.DefaultAccelerator;
import org.qmp4j.junit.machine.MachineGroup;
import org.qmp4j.junit.machine.MachineSpec;
import org.qmp4j.machine.error.ConsoleException;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.part.Accelerator;

/**
 * On a host whose KVM opens and runs no guest, tests go on under TCG. The host is simulated: its QEMU is a script that behaves
 * that way if it is to use KVM, and else is the real one.
 */
@Tag("newest-jdk")
@Tag("one-qemu")
@Tag("slow")
@ExtendWith(NoLeaks.class)
class UselessKvmIT {
    /** The guest never runs, and its console stays empty. */
    private static final String SILENT = "exec \"$real\" -S \"$@\"";

    /** The behaviour of QEMU 7.2 with -cpu max. */
    private static final String ABORTS = "echo 'kvm_buf_set_msrs: Assertion failed.' >&2; kill -ABRT $$";

    /** A KVM that works. */
    private static final String WORKS = "exec \"$real\" \"$@\"";

    /** The machine of these tests: a disk whose boot sector prints "ready". */
    @QemuMachine(
            type = "pc",
            screen = false,
            arguments = {"-drive", "file=${disk},format=raw,if=ide,snapshot=on"},
            ready = "ready",
            readyWithinSeconds = 10)
    private static final class Guest {}

    private static final Logger LOGGER = Logger.getLogger(DefaultAccelerator.class.getName());

    @TempDir
    private Path folder;

    private final List<String> reports = new CopyOnWriteArrayList<>();
    private final Handler collector = new Handler() {
        @Override
        public void publish(LogRecord line) {
            reports.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };
    private final DefaultAccelerator host = new DefaultAccelerator(() -> new Accelerator(List.of("kvm", "tcg")));

    @BeforeEach
    void prepare() throws IOException {
        LOGGER.addHandler(collector);
        Files.write(folder.resolve("disk"), bootSector());
    }

    @AfterEach
    void removeHandler() {
        LOGGER.removeHandler(collector);
    }

    /** Real-mode code that writes to the first serial port, and halts. */
    private static byte[] bootSector() {
        byte[] code = {
            0x31,
            (byte) 0xC0,
            (byte) 0x8E,
            (byte) 0xD8,
            (byte) 0xFC, // xor ax, ax; mov ds, ax; cld
            (byte) 0xBE,
            0x16,
            0x7C,
            (byte) 0xBA,
            (byte) 0xF8,
            0x03, // mov si, text; mov dx, 0x3f8
            (byte) 0xAC,
            (byte) 0x84,
            (byte) 0xC0,
            0x74,
            0x03, // next: lodsb; test al, al; jz end
            (byte) 0xEE,
            (byte) 0xEB,
            (byte) 0xF8, // out dx, al; jmp next
            (byte) 0xF4,
            (byte) 0xEB,
            (byte) 0xFD // end: hlt; jmp end
        };
        return ByteBuffer.allocate(64 * 1024)
                .put(code)
                .put("ready\n".getBytes(StandardCharsets.US_ASCII))
                .putShort(510, (short) 0x55AA)
                .array();
    }

    private QemuInstallation qemu(String underKvm) throws IOException {
        Path script = Files.writeString(folder.resolve("qemu"), """
                #!/bin/sh
                real=%s
                case " $* " in *" -accel "*) ;; *) exec "$real" "$@" ;; esac
                kvm=
                for word do
                  shift
                  if [ "$word" = kvm ]; then kvm=yes word=tcg; fi
                  set -- "$@" "$word"
                done
                if [ -z "$kvm" ]; then echo tcg >>%s; exec "$real" "$@"; fi
                echo kvm >>%s
                %s
                """.formatted(
                        Programs.qemu("qemu-system-x86_64"), starts(), starts(), underKvm));
        assertThat(script.toFile().setExecutable(true)).isTrue();
        return QemuInstallation.of(script);
    }

    /** A line for each start, with the accelerator that was asked for. */
    private Path starts() {
        return folder.resolve("starts");
    }

    private MachineGroup machines(QemuInstallation qemu, Optional<Accelerator> chosen) {
        QemuMachine machine = Guest.class.getAnnotation(QemuMachine.class);
        MachineSpec spec = new MachineSpec(
                machine, text -> text.replace("${disk}", folder.resolve("disk").toString()));
        return new MachineGroup(
                qemu, List.of(spec), new MachineGroup.Settings(StartFrom.LAST_TEST, chosen, host, false));
    }

    @Test
    void aSilentGuestIsBootedAgainUnderTcgWhichIsReportedOnceAndKept() throws IOException {
        QemuInstallation qemu = qemu(SILENT);

        try (MachineGroup first = machines(qemu, Optional.empty());
                MachineGroup second = machines(qemu, Optional.empty())) {
            first.begin("first");
            second.begin("second");

            assertThat(first.machine("machine").machine().console().text()).contains("ready");
        }

        assertThat(starts()).hasContent("kvm\ntcg\ntcg\n");
        assertThat(reports).singleElement().asString().startsWith("KVM does not work on this host");
    }

    @Test
    void aQemuThatAbortsUnderKvmIsStartedAgainUnderTcg() throws IOException {
        try (MachineGroup machines = machines(qemu(ABORTS), Optional.empty())) {
            machines.begin("test");
        }

        assertThat(starts()).hasContent("kvm\ntcg\n");
        assertThat(reports).hasSize(1);
    }

    @Test
    void afterAReadyGuestUnderKvmALaterSilentOneIsAnOrdinaryFailure() throws IOException {
        try (MachineGroup ready = machines(qemu(WORKS), Optional.empty())) {
            ready.begin("ready");
        }
        try (MachineGroup silent = machines(qemu(SILENT), Optional.empty())) {
            assertThatThrownBy(() -> silent.begin("silent"))
                    .isInstanceOf(ConsoleException.class)
                    .hasMessageContaining("within 10 s (accelerator: kvm, else tcg; choose another by"
                            + " -Dqmp4j.accelerator=tcg|kvm or by the part Accelerator); it has printed nothing");
        }

        assertThat(starts()).hasContent("kvm\nkvm\n");
        assertThat(reports).isEmpty();
    }

    @Test
    void aTestThatRequiresKvmIsNotRunUnderTcg() throws IOException {
        try (MachineGroup machines = machines(qemu(ABORTS), Optional.of(Accelerator.KVM))) {
            assertThatThrownBy(() -> machines.begin("test"))
                    .hasMessageContaining("accelerator: kvm, set by the part Accelerator");
        }

        assertThat(starts()).hasContent("kvm\n");
    }
}

package org.qmp4j.it.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qmp4j.junit.QemuMachine;
import org.qmp4j.junit.QemuTest;
import org.qmp4j.machine.Console;
import org.qmp4j.machine.Machine;

/** A guest's memory is as it was saved, before each of many tests: {@code -Dqmp4j.it.resets=200} sets how many. */
@Tag("newest-jdk")
@Tag("slow")
@QemuTest
@QemuMachine(definition = TinyLinux.class, ready = TinyLinux.PROMPT)
class SnapshotResetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static long firstProcess;

    static IntStream tests() {
        return IntStream.rangeClosed(1, Integer.getInteger("qmp4j.it.resets", 25));
    }

    @ParameterizedTest
    @MethodSource("tests")
    void eachTestStartsWithTheSavedStateOfTheGuest(int number, Machine machine, Console console) {
        // The oracle is the guest itself: what it wrote is in its memory, and its uptime is that of the saved state.
        console.sendLine("cat /tmp/* 2>/dev/null; echo \"seen: $seen\"; seen=" + number + "; echo " + number + " >/tmp/"
                + number);
        assertThat(console.expect(TinyLinux.PROMPT, PATIENCE).before()).isEqualTo("seen: \r\n");

        console.sendLine("cat /tmp/*; echo \"seen: $seen\"");
        assertThat(console.expect(TinyLinux.PROMPT, PATIENCE).before())
                .isEqualTo(number + "\r\nseen: " + number + "\r\n");

        firstProcess = firstProcess == 0 ? machine.pid() : firstProcess;
        assertThat(machine.pid()).as("the machine was not booted again").isEqualTo(firstProcess);
    }
}

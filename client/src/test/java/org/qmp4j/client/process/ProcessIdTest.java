package org.qmp4j.client.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ProcessIdTest {
    @Test
    void aRunningProcessIsFound_andOneWithAnotherStartTimeIsNot() {
        ProcessId self = ProcessId.ofThisJvm();

        assertThat(ProcessId.parse(self.toString()).find()).contains(ProcessHandle.current());
        assertThat(new ProcessId(self.pid(), "1").find()).isEmpty();
    }

    @Test
    @Timeout(30)
    void aProcessThatHasExitedIsNotFoundEvenIfItsParentDoesNotWaitForIt() throws Exception {
        // The shell replaces itself by a program that never waits for the shell's child.
        Process parent = new ProcessBuilder("/bin/sh", "-c", "sleep 0.2 & echo $!; exec sleep 300").start();
        try (BufferedReader output = parent.inputReader()) {
            ProcessId child = ProcessId.of(
                    ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow());
            Path stat = Path.of("/proc/" + child.pid() + "/stat");
            while (!Files.readString(stat).contains(") Z ")) {
                LockSupport.parkNanos(5_000_000);
            }

            assertThat(child.find()).isEmpty();
        } finally {
            parent.destroyForcibly().waitFor();
        }
    }
}

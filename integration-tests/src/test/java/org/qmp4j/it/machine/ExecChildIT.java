package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.HoldingJvm;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;

/** No child process of an {@code exec:} endpoint outlives its JVM, however that ends. */
@Tag("slow")
@Tag("one-qemu")
@ExtendWith(NoLeaks.class)
class ExecChildIT {
    private Path folder;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = RealQemu.newFolder();
    }

    @AfterEach
    void removeFolder() throws Exception {
        RealQemu.removeFolder(folder);
    }

    private HoldingJvm start(String how) throws Exception {
        HoldingJvm jvm = HoldingJvm.start(
                HoldingChild.class, how, folder.resolve("ended").toString());
        assertThat(jvm.child().isAlive()).isTrue();
        return jvm;
    }

    private static void awaitEnd(ProcessHandle process) throws Exception {
        try {
            Await.until("the end of " + process.pid(), () -> !process.isAlive());
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aKilledJvmLeavesNoChildThatIgnoresSigterm() throws Exception {
        try (HoldingJvm jvm = start("ignores")) {
            ProcessHandle child = jvm.child();

            jvm.kill();

            awaitEnd(child);
        }
    }

    @Test
    void aProgramThatForgetsToCloseLeavesNoChildThatIgnoresSigterm() throws Exception {
        try (HoldingJvm jvm = start("ignores")) {
            ProcessHandle child = jvm.child();

            assertThat(jvm.goOn()).isZero();

            awaitEnd(child);
        }
    }

    @Test
    void aProgramThatEndsRightAfterCloseLeavesNoChildThatIgnoresSigterm() throws Exception {
        try (HoldingJvm jvm = start("closes")) {
            ProcessHandle child = jvm.child();

            assertThat(jvm.goOn()).isZero();

            awaitEnd(child);
        }
    }

    @Test
    void aChildHasTimeToExitNormallyWhenTheProgramEnds() throws Exception {
        try (HoldingJvm jvm = start("heeds")) {
            ProcessHandle child = jvm.child();

            jvm.terminate();

            awaitEnd(child);
            assertThat(Files.readString(jvm.folder())).isEqualTo("ended\n");
        }
    }
}

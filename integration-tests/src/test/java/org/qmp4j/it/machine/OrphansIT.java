package org.qmp4j.it.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.it.support.Await;
import org.qmp4j.it.support.HoldingJvm;
import org.qmp4j.it.support.NoLeaks;
import org.qmp4j.it.support.RealQemu;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.Orphans;
import org.qmp4j.protocol.RawCommand;

/** No machine outlives its JVM, however that ends, unless it was detached. */
@Tag("slow")
@ExtendWith(NoLeaks.class)
class OrphansIT {
    private static void awaitEnd(ProcessHandle process) throws Exception {
        Await.until("the end of " + process.pid(), () -> !process.isAlive());
    }

    @Test
    void aKilledJvmLeavesNoQemu_andItsFolderCanBeFound() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "holds")) {
            ProcessHandle qemu = jvm.child();
            assertThat(qemu.isAlive()).isTrue();

            jvm.kill();

            awaitEnd(qemu);
            assertThat(jvm.folder()).exists();
            assertThat(Orphans.remove()).containsEntry(jvm.folder(), List.of());
            assertThat(jvm.folder()).doesNotExist();
        }
    }

    @Test
    void aJvmThatIsTerminatedLeavesNothing() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "holds")) {
            ProcessHandle qemu = jvm.child();

            jvm.terminate();

            awaitEnd(qemu);
            assertThat(jvm.folder()).doesNotExist();
        }
    }

    @Test
    void aProgramThatForgetsToCloseLeavesNothing() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "exits")) {
            ProcessHandle qemu = jvm.child();

            jvm.goOn();

            awaitEnd(qemu);
            assertThat(jvm.folder()).doesNotExist();
        }
    }

    @Test
    void withoutAParentDeathSignalAWatcherSendsOne() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "watched")) {
            ProcessHandle child = jvm.child();
            assertThat(child.isAlive()).isTrue();

            jvm.kill();

            awaitEnd(child);
        }
    }

    @Test
    void aDetachableMachineExitsWithItsJvmUntilItIsDetached() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "detachable")) {
            ProcessHandle qemu = jvm.child();
            assertThat(qemu.isAlive()).isTrue();

            jvm.kill();

            awaitEnd(qemu);
        }
    }

    @Test
    void aDetachedMachineKeepsRunningAndCanBeReached() throws Exception {
        try (HoldingJvm jvm = HoldingJvm.start(HoldingMachine.class, "detached")) {
            ProcessHandle qemu = jvm.child();

            jvm.kill();

            assertThat(Orphans.remove()).doesNotContainKey(jvm.folder());
            try (QmpClient client = QmpClient.connect(Endpoint.unix(jvm.folder().resolve("qmp")))) {
                client.execute(RawCommand.named("quit"));
            }
            awaitEnd(qemu);
            assertThat(Orphans.remove()).containsKey(jvm.folder());
            assertThat(jvm.folder()).doesNotExist();
        }
    }

    @Test
    void aMachineOutlivesTheThreadThatStartedIt() throws Exception {
        // The parent-death signal comes with the end of the thread: of the one that QEMU was started from.
        Thread[] starter = new Thread[1];
        try (Machine vm = Await.inBackground(() -> {
                    starter[0] = Thread.currentThread();
                    return TestMachines.bare().start();
                })
                .get()) {
            Await.until("the end of the thread", () -> !starter[0].isAlive());

            assertThat(vm.client().execute(RawCommand.named("query-status")).isObject())
                    .isTrue();
            assertThat(vm.isAlive()).isTrue();
        }
    }

    @Test
    void aProcessOfADeadJvmIsStopped_butAnotherProcessWithTheSameIdIsNot() throws Exception {
        Process real = new ProcessBuilder("sleep", "300").start();
        Process other = new ProcessBuilder("sleep", "300").start();
        Process dead = new ProcessBuilder("true").start();
        dead.waitFor();
        Path folder = Files.createTempDirectory("qmp4j-test-");
        try {
            Files.writeString(
                    folder.resolve("owner"),
                    String.join(
                            "\n",
                            "namespace " + Files.readSymbolicLink(Path.of("/proc/self/ns/pid")),
                            "jvm " + dead.pid() + " 1",
                            "child " + real.pid() + " " + startOf(real),
                            "child " + other.pid() + " 1"));

            Map<Path, List<Long>> removed = Orphans.remove();

            assertThat(removed).containsEntry(folder, List.of(real.pid()));
            assertThat(real.isAlive()).isFalse();
            assertThat(other.isAlive()).isTrue();
            assertThat(folder).doesNotExist();
        } finally {
            for (Process each : List.of(real, other)) {
                each.destroyForcibly().onExit().join();
            }
            if (Files.exists(folder)) {
                RealQemu.removeFolder(folder);
            }
        }
    }

    private static String startOf(Process process) throws Exception {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19];
    }
}

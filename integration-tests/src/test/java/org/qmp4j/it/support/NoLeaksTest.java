package org.qmp4j.it.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.qmp4j.machine.process.RunFolder;

/** {@link NoLeaks} reports the class that leaks, and no other. */
class NoLeaksTest {
    private static final List<Path> LEFT = new ArrayList<>();

    @ExtendWith(NoLeaks.class)
    static class LeavesAFolder {
        @Test
        void leaves() throws IOException {
            LEFT.add(RealQemu.newFolder());
        }
    }

    @ExtendWith(NoLeaks.class)
    static class LeavesNothing {
        @Test
        void leaves() {}
    }

    private static Map<String, Status> run(Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(List.of(classes).stream()
                        .map(type -> selectClass(type))
                        .toArray(size -> new DiscoverySelector[size]))
                .execute()
                .containerEvents()
                .finished()
                .stream()
                .collect(Collectors.toMap(
                        event -> event.getTestDescriptor().getDisplayName(),
                        event -> event.getRequiredPayload(TestExecutionResult.class)
                                .getStatus()));
    }

    @Test
    void aFolderIsReportedForTheClassThatLeftItOnly() {
        try {
            assertThat(run(LeavesAFolder.class)).containsEntry("NoLeaksTest$LeavesAFolder", Status.FAILED);
            assertThat(run(LeavesNothing.class)).containsEntry("NoLeaksTest$LeavesNothing", Status.SUCCESSFUL);
        } finally {
            LEFT.forEach(RunFolder::remove);
        }
    }

    @Test
    void earlierProcessesAndThreadsAreNotReported() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        Process child = new ProcessBuilder("sleep", "300").start();
        try {
            var unused = Await.inBackground(() -> {
                end.await();
                return null;
            });

            assertThat(run(LeavesNothing.class)).containsEntry("NoLeaksTest$LeavesNothing", Status.SUCCESSFUL);
        } finally {
            end.countDown();
            child.destroyForcibly().waitFor();
        }
    }
}

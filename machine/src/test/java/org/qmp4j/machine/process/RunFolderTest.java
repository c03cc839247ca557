package org.qmp4j.machine.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.machine.error.MachineException;

/** Removing a folder with all that is in it. */
class RunFolderTest {
    private static final int FILES = 500;
    private static final int CALLERS = 8;

    @TempDir
    private Path parent;

    @RepeatedTest(5)
    void theOtherFilesAreRemovedEvenIfSomeVanish() throws Exception {
        Path folder = Files.createDirectory(parent.resolve("folder"));
        List<Path> vanishing = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            vanishing.add(Files.createFile(folder.resolve("vanishing-" + i)));
            Files.createFile(folder.resolve("left-" + i));
        }
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {
            for (Path file : vanishing) {
                var unused = file.toFile().delete();
                begun.complete(null);
            }
        });
        begun.join();
        RunFolder.remove(folder);
        other.join();
        assertThat(folder).doesNotExist();
    }

    @Test
    void removingAMissingFolderSucceeds() {
        RunFolder.remove(parent.resolve("nosuch"));
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void aSecondRemovalKeepsANewFolderWithTheSameName() throws Exception {
        RunFolder folder = RunFolder.create();
        folder.remove();
        Path successor = Files.createDirectory(folder.path());
        try {
            folder.remove();
            assertThat(successor).exists();
        } finally {
            Files.deleteIfExists(successor);
        }
    }

    @Test
    void aLinkIsRemovedAndItsTargetIsKept() throws Exception {
        Path outside = Files.createFile(
                Files.createDirectory(parent.resolve("outside")).resolve("file"));
        Path folder = Files.createDirectory(parent.resolve("folder"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), outside.getParent());
        RunFolder.remove(folder);
        assertThat(Files.exists(link, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(folder).doesNotExist();
        assertThat(outside).exists();
    }

    @RepeatedTest(5)
    void onlyOneOfManyCallersTakesOverAFolder() throws Exception {
        RunFolder folder = RunFolder.create();
        try {
            // Any process that runs.
            OwnerFile.addChild(folder.path(), ProcessId.ofThisJvm());
            folder.keep();
            CountDownLatch begin = new CountDownLatch(1);
            List<CompletableFuture<Boolean>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(CompletableFuture.supplyAsync(
                        () -> takesOver(begin, folder.path()), command -> new Thread(command).start()));
            }
            begin.countDown();

            assertThat(callers).filteredOn(CompletableFuture::join).hasSize(1);
        } finally {
            folder.remove();
        }
    }

    private static boolean takesOver(CountDownLatch begin, Path folder) {
        try {
            begin.await();
            RunFolder.takeOver(folder);
            return true;
        } catch (MachineException refused) {
            return false;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }
}

package org.qmp4j.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After the tests of a class no thread of the client, no child process and no folder of the tests is left, and this
 * JVM has opened no socket, pipe, selector or temporary file that is still open. What existed before the class is
 * ignored.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(NoLeaks.class);

    /** The state before the class. */
    private record Before(Set<Path> folders, Set<ProcessHandle> children, Set<Thread> threads, Set<String> open) {
        static Before now() throws IOException {
            return new Before(
                    Set.copyOf(RealQemu.leftFolders()),
                    ProcessHandle.current().children().collect(Collectors.toSet()),
                    Thread.getAllStackTraces().keySet(),
                    OpenFiles.open());
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        OpenFiles.settle();
        context.getStore(STORE).put(Before.class, Before.now());
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        Before before = Objects.requireNonNull(context.getStore(STORE).get(Before.class, Before.class));
        assertThat(RealQemu.leftFolders()).as("folders that the class has left").isSubsetOf(before.folders());
        // The client gives a child process of its own some time to end.
        Await.until(
                "no child process is left: " + childrenSince(before),
                () -> childrenSince(before).isEmpty());
        // Its timer thread stays for a second after the last work.
        Await.until(
                "no thread of the client is left: " + threadsSince(before),
                () -> threadsSince(before).isEmpty());
        // Streams that are copied in the background, such as a child's output, are closed there.
        Await.until(
                "no descriptor is left: " + openedSince(before),
                () -> openedSince(before).isEmpty());
    }

    private static Set<String> openedSince(Before before) throws IOException {
        Set<String> since = new TreeSet<>(OpenFiles.open());
        since.removeAll(before.open());
        return since;
    }

    private static List<String> childrenSince(Before before) {
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.children().contains(child))
                .map(child -> child.info().toString())
                .toList();
    }

    private static List<String> threadsSince(Before before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.threads().contains(thread))
                .map(Thread::getName)
                .filter(name -> name.startsWith("qmp4j-") || name.startsWith("it-"))
                .toList();
    }
}

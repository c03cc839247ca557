package org.qmp4j.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After the tests of a class neither a thread of the client nor a child process nor a file of theirs is left, nor has this
 * JVM a socket, a pipe, a selector or a temporary file open that it had not open before.
 */
public final class NoLeaks implements BeforeAllCallback, AfterAllCallback {
    private static final ExtensionContext.Namespace STORE = ExtensionContext.Namespace.create(NoLeaks.class);

    private record Before(Set<String> open) {}

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        OpenFiles.settle();
        context.getStore(STORE).put(Before.class, new Before(OpenFiles.open()));
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        assertThat(RealQemu.leftFolders()).as("folders left").isEmpty();
        // The client gives a child process of its own some time to end.
        Await.until("no child process is left: " + children(), () -> children().isEmpty());
        // Its timer thread stays for a second after the last work.
        Await.until(
                "no thread of the client is left: " + threads(), () -> threads().isEmpty());
        Set<String> before = Objects.requireNonNull(context.getStore(STORE).get(Before.class, Before.class))
                .open();
        // Whatever was carried over in the background, such as a child's output, is closed there.
        Await.until(
                "no descriptor is left: " + openedSince(before),
                () -> openedSince(before).isEmpty());
    }

    private static Set<String> openedSince(Set<String> before) throws IOException {
        Set<String> since = new TreeSet<>(OpenFiles.open());
        since.removeAll(before);
        return since;
    }

    private static List<String> children() {
        return ProcessHandle.current()
                .children()
                .map(child -> child.info().toString())
                .toList();
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("qmp4j-") || name.startsWith("it-"))
                .toList();
    }
}

package org.qmp4j.it.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** After the tests of a class neither a thread of the client nor a child process nor a file of theirs is left. */
public final class NoLeaks implements AfterAllCallback {
    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        assertThat(RealQemu.leftFolders()).as("folders left").isEmpty();
        // The client gives a child process of its own some time to end.
        Await.until("no child process is left: " + children(), () -> children().isEmpty());
        // Its timer thread stays for a second after the last work.
        Await.until(
                "no thread of the client is left: " + threads(), () -> threads().isEmpty());
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

package org.qmp4j.it.support;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The open files of this JVM that a test could leave: sockets, pipes, selectors, temporary files. */
final class OpenFiles {
    private static final Path ALL = Path.of("/proc/self/fd");
    private static final String TEMPORARY = System.getProperty("java.io.tmpdir") + "/";

    private OpenFiles() {}

    /** Makes the JVM open now the files that it opens with its first socket or file, and keeps. */
    static void settle() throws IOException {
        SocketChannel.open().close();
        FileChannel.open(Path.of("/dev/null")).close();
    }

    /** Their names, as the kernel gives them: {@code socket:[4711]}, or a path. */
    static Set<String> open() throws IOException {
        Set<String> open = new TreeSet<>();
        try (Stream<Path> all = Files.list(ALL)) {
            for (Path descriptor : all.toList()) {
                String name = nameOf(descriptor);
                if (isOfATest(name)) {
                    open.add(name);
                }
            }
        }
        return open;
    }

    private static String nameOf(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static boolean isOfATest(String name) {
        return name.startsWith("socket:")
                || name.startsWith("pipe:")
                || name.startsWith("anon_inode:")
                || (name.startsWith(TEMPORARY) && !name.endsWith(".jar"));
    }
}

package org.qmp4j.machine.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qmp4j.client.process.ProcessId;

/**
 * What the file {@code owner} of a {@link RunFolder} tells.
 *
 * @param namespace where the numbers of the processes are valid: a container has its own
 * @param jvm the JVM that has made the folder
 * @param children the processes that live in it
 * @param kept whether it stays for as long as one of them lives
 */
record OwnerFile(String namespace, ProcessId jvm, List<ProcessId> children, boolean kept) {
    private static final String NAME = "owner";
    private static final String NAMESPACE = "namespace ";
    private static final String JVM = "jvm ";
    private static final String CHILD = "child ";
    private static final String KEPT = "kept";

    static void begin(Path folder) throws IOException {
        Path whole = folder.resolve(NAME + "~");
        Files.writeString(whole, NAMESPACE + ownNamespace() + "\n" + JVM + ProcessId.ofThisJvm() + "\n");
        Files.move(whole, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    static void addChild(Path folder, ProcessId child) throws IOException {
        append(folder, CHILD + child);
    }

    static void keep(Path folder) throws IOException {
        append(folder, KEPT);
    }

    private static void append(Path folder, String line) throws IOException {
        Files.writeString(folder.resolve(NAME), line + "\n", StandardOpenOption.APPEND);
    }

    static String ownNamespace() {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        } catch (IOException | UnsupportedOperationException thereIsOne) {
            return "the only one";
        }
    }

    /** What a folder's file tells; empty where there is none that could be read. */
    static Optional<OwnerFile> read(Path folder) {
        try {
            String namespace = null;
            ProcessId jvm = null;
            boolean kept = false;
            List<ProcessId> children = new ArrayList<>();
            for (String line : Files.readAllLines(folder.resolve(NAME))) {
                if (line.startsWith(NAMESPACE)) {
                    namespace = line.substring(NAMESPACE.length());
                } else if (line.startsWith(JVM)) {
                    jvm = ProcessId.parse(line.substring(JVM.length()));
                } else if (line.startsWith(CHILD)) {
                    children.add(ProcessId.parse(line.substring(CHILD.length())));
                } else if (line.equals(KEPT)) {
                    kept = true;
                }
            }
            return namespace == null || jvm == null
                    ? Optional.empty()
                    : Optional.of(new OwnerFile(namespace, jvm, children, kept));
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException notOfOurs) {
            return Optional.empty();
        }
    }

    /** Those of the children that run still. */
    List<ProcessHandle> alive() {
        return children.stream().flatMap(child -> child.find().stream()).toList();
    }

    /** Whether nobody is there any more to whom the folder is of use, as far as this JVM can see. */
    boolean isLeft() {
        if (!namespace.equals(ownNamespace())) {
            return false;
        }
        return kept ? alive().isEmpty() : jvm.find().isEmpty();
    }
}

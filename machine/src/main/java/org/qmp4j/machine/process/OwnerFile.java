package org.qmp4j.machine.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qmp4j.client.process.ProcessId;
import org.qmp4j.machine.error.MachineException;

/**
 * The content of the file {@code owner} of a {@link RunFolder}.
 *
 * @param namespace the PID namespace of the process ids: a container has its own
 * @param jvm the JVM to which the folder belongs
 * @param children the processes that use the folder; the last one is QEMU
 * @param kept whether the machine was detached: the folder stays for as long as one of its processes runs
 */
record OwnerFile(String namespace, ProcessId jvm, List<ProcessId> children, boolean kept) {
    private static final String NAME = "owner";
    private static final String NAMESPACE = "namespace ";
    private static final String JVM = "jvm ";
    private static final String CHILD = "child ";
    private static final String KEPT = "kept";
    private static final AtomicBoolean TAKING_OVER = new AtomicBoolean();

    static void begin(Path folder) throws IOException {
        write(folder, List.of());
    }

    private static void write(Path folder, List<ProcessId> children) throws IOException {
        StringBuilder text = new StringBuilder(NAMESPACE + ownNamespace() + "\n" + JVM + ProcessId.ofThisJvm() + "\n");
        children.forEach(child -> text.append(CHILD).append(child).append('\n'));
        Path whole = folder.resolve(NAME + "~");
        Files.writeString(whole, text);
        Files.move(whole, folder.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Makes this JVM the owner of a folder that was kept, and no longer kept. Of several callers, in this JVM and in others, one
     * succeeds.
     *
     * @throws MachineException if the folder has an owner, or its machine has exited
     */
    static void takeOver(Path folder) throws IOException {
        // A lock is the process's, and lost when it closes any of its channels to that file: one thread, and a file of
        // its own.
        if (!TAKING_OVER.compareAndSet(false, true)) {
            throw takenOverElsewhere(folder);
        }
        try (FileChannel file = FileChannel.open(
                        folder.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock == null) {
                throw takenOverElsewhere(folder);
            }
            OwnerFile found =
                    read(folder).orElseThrow(() -> new MachineException("cannot read " + folder.resolve(NAME), null));
            found.requireDetached(folder);
            write(folder, found.children);
        } finally {
            TAKING_OVER.set(false);
        }
    }

    private static MachineException takenOverElsewhere(Path folder) {
        return new MachineException(
                "cannot attach to the machine in " + folder
                        + ": another caller is attaching a machine at this moment; try again",
                null);
    }

    private void requireDetached(Path folder) {
        String machine = "cannot attach to the machine in " + folder + ": ";
        if (!namespace.equals(ownNamespace())) {
            throw new MachineException(machine + "it runs in another container", null);
        }
        if (!kept) {
            throw new MachineException(
                    machine
                            + (jvm.find().isPresent()
                                    ? "it belongs to the Java process " + jvm.pid()
                                            + ", which has to call detach() first"
                                    : "the Java process " + jvm.pid() + " has exited without detach()"),
                    null);
        }
        if (children.isEmpty() || children.get(children.size() - 1).find().isEmpty()) {
            throw new MachineException(machine + "its QEMU has exited", null);
        }
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

    /** Reads the file of a folder; empty if it cannot be read. */
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

    /** The children that are running. */
    List<ProcessHandle> alive() {
        return children.stream().flatMap(child -> child.find().stream()).toList();
    }

    /** Whether no running process uses the folder, as far as this JVM can see. */
    boolean isLeft() {
        if (!namespace.equals(ownNamespace())) {
            return false;
        }
        return kept ? alive().isEmpty() : jvm.find().isEmpty();
    }
}

package org.qmp4j.machine.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether this host can run guests with KVM, as far as can be determined without running one. All methods may be called by any
 * thread.
 */
public final class KvmSupport {
    private static final Path DEVICE = Path.of("/dev/kvm");
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private KvmSupport() {}

    /**
     * Why this user cannot run guests with KVM on this host; empty if no reason is known. On x86 the device alone is not enough:
     * some virtual machines have it but cannot run a kernel with it, because their CPU lacks the flags {@code vmx} (Intel) and {@code svm} (AMD).
     */
    public static Optional<String> obstacle() {
        return obstacle(DEVICE, CPU_INFO);
    }

    static Optional<String> obstacle(Path device, Path cpuInfo) {
        if (!Files.exists(device)) {
            return Optional.of("there is no " + device);
        }
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return Optional.of("this user may not read and write " + device);
        }
        return lacksVirtualization(cpuInfo)
                ? Optional.of("the CPU has neither of the flags vmx and svm, according to " + cpuInfo)
                : Optional.empty();
    }

    /** Only x86 has lines that begin with "flags"; on other CPUs only the device can be checked. */
    private static boolean lacksVirtualization(Path cpuInfo) {
        try (Stream<String> lines = Files.lines(cpuInfo)) {
            return lines.filter(line -> line.startsWith("flags"))
                    .findFirst()
                    .filter(flags -> Arrays.stream(flags.split("\\s+"))
                            .noneMatch(flag -> flag.equals("vmx") || flag.equals("svm")))
                    .isPresent();
        } catch (IOException | UncheckedIOException unreadable) {
            return false;
        }
    }
}

package org.qmp4j.machine.host;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of QEMU: {@code 10.0.13}. */
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {
    private static final Pattern TEXT = Pattern.compile("version (\\d+)\\.(\\d+)\\.(\\d+)");
    private static final Comparator<QemuVersion> ORDER = Comparator.comparingInt(QemuVersion::major)
            .thenComparingInt(QemuVersion::minor)
            .thenComparingInt(QemuVersion::micro);

    /** The version in what {@code --version} prints: {@code QEMU emulator version 10.0.13 (...)}. */
    static Optional<QemuVersion> in(String words) {
        Matcher found = TEXT.matcher(words);
        return found.find()
                ? Optional.of(new QemuVersion(number(found, 1), number(found, 2), number(found, 3)))
                : Optional.empty();
    }

    private static int number(Matcher found, int group) {
        return Integer.parseInt(found.group(group));
    }

    /** Whether it is this one or a later one. */
    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    /** Whether it begins with these numbers: {@code 10}, {@code 10.0} or {@code 10.0.13}. */
    public boolean startsWith(String prefix) {
        return (this + ".").startsWith(prefix + ".");
    }

    @Override
    public int compareTo(QemuVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + micro;
    }
}

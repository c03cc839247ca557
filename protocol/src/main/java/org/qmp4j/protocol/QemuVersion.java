package org.qmp4j.protocol;

/**
 * The version of QEMU in its greeting.
 *
 * @param packageName the version of the package, {@code "Debian 1:7.2+dfsg-7"}; empty if QEMU has none
 */
public record QemuVersion(int major, int minor, int micro, String packageName) implements Comparable<QemuVersion> {

    /** Whether this is {@code major.minor} or newer. */
    public boolean isAtLeast(int major, int minor) {
        return this.major > major || (this.major == major && this.minor >= minor);
    }

    /** Orders by major, minor and micro number, then by package name. */
    @Override
    public int compareTo(QemuVersion other) {
        int order = Integer.compare(major, other.major);
        order = order != 0 ? order : Integer.compare(minor, other.minor);
        order = order != 0 ? order : Integer.compare(micro, other.micro);
        return order != 0 ? order : packageName.compareTo(other.packageName);
    }

    /** {@code 7.2.22}, or {@code 7.2.22 (Debian 1:7.2+dfsg-7)}. */
    @Override
    public String toString() {
        String numbers = major + "." + minor + "." + micro;
        return packageName.isEmpty() ? numbers : numbers + " (" + PeerText.quote(packageName) + ")";
    }
}

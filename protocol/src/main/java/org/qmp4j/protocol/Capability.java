package org.qmp4j.protocol;

import java.util.Objects;

/**
 * A feature of a monitor beyond the base protocol, as its greeting lists it: {@code "capabilities": ["oob"]}.
 *
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#capabilities">qmp-spec, "Capabilities"</a>;
 *     {@code QMPCapability, qapi/control.json, since 2.12}
 */
public final class Capability implements OpenEnum {
    /** The known values, for {@code switch}. */
    public enum Known {
        OUT_OF_BAND,
        /** A value that this build does not know. */
        UNRECOGNIZED
    }

    /** Commands sent as {@code exec-oob} run at once, even while another command runs. */
    public static final Capability OUT_OF_BAND = new Capability("oob", Known.OUT_OF_BAND);

    private final String wireName;
    private final Known known;

    private Capability(String wireName, Known known) {
        this.wireName = Objects.requireNonNull(wireName);
        this.known = known;
    }

    /** The constant of that name; for an unknown name, a value that keeps it unchanged. */
    public static Capability of(String wireName) {
        return wireName.equals("oob") ? OUT_OF_BAND : new Capability(wireName, Known.UNRECOGNIZED);
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** The constant for a {@code switch}; {@link Known#UNRECOGNIZED} if this build does not know the value. */
    public Known known() {
        return known;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Capability that && wireName.equals(that.wireName);
    }

    @Override
    public int hashCode() {
        return wireName.hashCode();
    }

    @Override
    public String toString() {
        return wireName;
    }
}

package org.qmp4j.protocol;

import java.util.Set;

/**
 * The first message of a monitor: {@code {"QMP": {"version": {"qemu": {"major": 7, "minor": 2, "micro": 22}, "package":
 * ""}, "capabilities": ["oob"]}}}.
 *
 * <p>A greeting does not show that QEMU works: a QEMU whose main loop is blocked sends it, too.
 *
 * @param capabilities what the monitor offers, not what the client enabled
 * @see <a href="https://www.qemu.org/docs/master/interop/qmp-spec.html#server-greeting">qmp-spec, "Server Greeting"</a>
 */
public record Greeting(QemuVersion version, Set<Capability> capabilities) {
    public Greeting {
        capabilities = Set.copyOf(capabilities);
    }
}

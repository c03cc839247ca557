package org.qmp4j.fake;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.Schema;

/** The schemas that the library knows, each as one build has it: read once, however many fakes there are. */
final class KnownBuilds {
    private static final Map<String, Schema> QEMU = new ConcurrentHashMap<>();
    private static final Map<String, Schema> GUEST_AGENT = new ConcurrentHashMap<>();

    private KnownBuilds() {}

    static Schema qemu(String version) {
        return QEMU.computeIfAbsent(version, known -> LinuxBuild.of(KnownSchemas.qemu(known)));
    }

    static Schema guestAgent(String version) {
        return GUEST_AGENT.computeIfAbsent(version, known -> LinuxBuild.of(KnownSchemas.guestAgent(known)));
    }

    static String newest() {
        return KnownSchemas.versions().get(KnownSchemas.versions().size() - 1);
    }
}

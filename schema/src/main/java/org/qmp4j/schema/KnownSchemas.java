package org.qmp4j.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.facts.FactsFile;
import org.qmp4j.schema.model.Schema;

/** The schemas that are bundled with this library, as facts: of QEMU and its guest agent, in several versions. */
public final class KnownSchemas {
    private static final List<String> VERSIONS = List.of("7.2", "10.0", "10.2", "11.1");

    private KnownSchemas() {}

    /** The versions that there are, oldest first. */
    public static List<String> versions() {
        return VERSIONS;
    }

    /**
     * The schema of a version of QEMU, for all its targets and configurations.
     *
     * @throws IllegalArgumentException if the version is not one of {@link #versions()}
     */
    public static Schema qemu(String version) {
        return read("qemu", version);
    }

    /** The schemas of all versions of QEMU in one: {@link SchemaMerge}. */
    public static Schema qemu() {
        return merged("qemu");
    }

    /**
     * The schema of a version of the guest agent.
     *
     * @throws IllegalArgumentException if the version is not one of {@link #versions()}
     */
    public static Schema guestAgent(String version) {
        return read("guest-agent", version);
    }

    /** The schemas of all versions of the guest agent in one: {@link SchemaMerge}. */
    public static Schema guestAgent() {
        return merged("guest-agent");
    }

    private static Schema merged(String name) {
        Map<String, Schema> versions = new LinkedHashMap<>();
        VERSIONS.forEach(version -> versions.put(version, read(name, version)));
        return SchemaMerge.of(versions);
    }

    private static Schema read(String name, String version) {
        if (!VERSIONS.contains(version)) {
            throw new IllegalArgumentException(
                    "the schema of version " + version + " is not bundled with this library; available: " + VERSIONS);
        }
        String file = "known/" + name + "-" + version + ".facts";
        try (@Nullable InputStream in = KnownSchemas.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new SchemaException(null, "the resource " + file + " is missing");
            }
            return FactsFile.read(new InputStreamReader(in, StandardCharsets.UTF_8), file);
        } catch (IOException wrong) {
            throw new SchemaException(null, "cannot read " + file + ": " + wrong, wrong);
        }
    }
}

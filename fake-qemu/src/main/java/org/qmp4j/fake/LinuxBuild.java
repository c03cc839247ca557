package org.qmp4j.fake;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.qmp4j.schema.IntegerTypes;
import org.qmp4j.schema.QemuBuild;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Schema;

/**
 * What of a schema a QEMU has that was built for Linux and x86_64 with all that can be had there. Of a schema from
 * introspection that is all of it.
 */
final class LinuxBuild {
    /** What belongs to other systems. */
    private static final Set<String> ELSEWHERE = Set.of(
            "CONFIG_WIN32",
            "CONFIG_COCOA",
            "CONFIG_VMNET",
            "CONFIG_FREEBSD",
            "CONFIG_AUDIO_COREAUDIO",
            "CONFIG_AUDIO_DSOUND",
            "CONFIG_AUDIO_SNDIO");

    private LinuxBuild() {}

    static Schema of(Schema schema) {
        Schema build = QemuBuild.introspection(schema, LinuxBuild::isSet);
        // Introspection lacks the flags of a command; if the schema has them, they are kept.
        List<Definition> whole = build.definitions().stream()
                .map(one -> one instanceof Command command ? withFlags(command, schema) : one)
                .toList();
        // It also lacks the width of integers, by which QEMU rejects some values.
        return IntegerTypes.takenFrom(schema, new Schema(whole));
    }

    private static Command withFlags(Command command, Schema schema) {
        Command source = Objects.requireNonNull(schema.commands().get(command.name()));
        return command.withFlags(source.flags());
    }

    private static boolean isSet(String name) {
        return name.startsWith("TARGET_") ? name.equals("TARGET_I386") : !ELSEWHERE.contains(name);
    }
}

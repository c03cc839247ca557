package org.qmp4j.codegen;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qmp4j.schema.KnownSchemas;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;

/** Links to QEMU's manual for its newest version. It describes the definitions of the newest known schema. */
final class Manual {
    private static final String FOLDER = "https://www.qemu.org/docs/master/interop/";

    // QEMU 11.1 has renamed these types. Its facts come from introspection, which has no names of types, so they
    // contain
    // the names of 10.2.
    private static final Set<String> RENAMED = Set.of("MigrationStats", "NetDevPasstOptions", "String");

    private final Peer peer;
    private final Set<String> anchors;

    private Manual(Peer peer, Set<String> anchors) {
        this.peer = peer;
        this.anchors = anchors;
    }

    static Manual of(Peer peer) {
        List<String> versions = KnownSchemas.versions();
        String newest = versions.get(versions.size() - 1);
        Schema schema = peer == Peer.QEMU ? KnownSchemas.qemu(newest) : KnownSchemas.guestAgent(newest);
        return new Manual(peer, anchors(peer, schema));
    }

    /** The link to the description of a definition; empty if the manual does not describe it. */
    Optional<String> link(Definition definition) {
        return anchor(peer, definition)
                .filter(anchors::contains)
                .filter(anchor -> !RENAMED.contains(definition.name()))
                .map(anchor -> FOLDER + (peer == Peer.QEMU ? "qemu-qmp-ref.html#" : "qemu-ga-ref.html#") + anchor);
    }

    /** The anchors of the manual that QEMU generates from a schema. */
    static Set<String> anchors(Peer peer, Schema schema) {
        return schema.definitions().stream()
                .flatMap(definition -> anchor(peer, definition).stream())
                .collect(Collectors.toSet());
    }

    private static Optional<String> anchor(Peer peer, Definition definition) {
        String manual = peer == Peer.QEMU ? "-QMP-" : "-QGA-";
        return definition
                .attributes()
                .location()
                .filter(location -> !(definition instanceof ObjectType object && object.implicit()))
                .map(location -> kind(definition) + manual + module(location.file()) + "." + definition.name());
    }

    private static String kind(Definition definition) {
        if (definition instanceof Command) {
            return "command";
        }
        if (definition instanceof Event) {
            return "event";
        }
        if (definition instanceof EnumType) {
            return "enum";
        }
        return definition instanceof AlternateType ? "alternate" : "object";
    }

    // The manual's generator begins a module at the first text of a file, and does not come back to a file that it left
    // for an
    // included one. That matters for one file: block.json, which includes block-core.json after its first text.
    private static String module(String file) {
        String name = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.json$", "");
        return name.equals("block") ? "block-core" : name;
    }
}

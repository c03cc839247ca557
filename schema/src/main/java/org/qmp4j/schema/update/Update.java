package org.qmp4j.schema.update;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.merge.Reachable;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;

/** Brings a schema up to date. */
public final class Update {
    private final Schema then;
    private final Schema now;
    private final Switches switches;
    private final Marks marks;
    private final UpdatedTypes types;

    /**
     * An update.
     *
     * @param then the older version, from source or facts
     * @param now the introspection of the newer one, with the older one's names for the same types
     * @param version the newer one's
     */
    public Update(Schema then, Schema now, String version) {
        this.then = then;
        this.now = now;
        this.switches = new Switches(then, now);
        this.marks = new Marks(switches, version);
        this.types = new UpdatedTypes(then, now, switches, marks);
    }

    /** The newer version. */
    public Schema updated() {
        List<Definition> definitions = new ArrayList<>();
        for (Definition definition : then.definitions()) {
            @Nullable Definition updated = updated(definition);
            if (updated != null) {
                definitions.add(updated);
            }
        }
        // By name: in which order introspection leads to types depends on what is known of them.
        now.definitions().stream()
                .filter(definition -> counterpart(then, definition) == null)
                .sorted(Comparator.comparing(Definition::name))
                .forEach(definition -> definitions.add(endOfFile(definition, definitions), fresh(definition)));
        return withoutUnused(new Schema(definitions));
    }

    private static int endOfFile(Definition definition, List<Definition> definitions) {
        Optional<String> file = file(definition);
        for (int i = definitions.size(); i > 0 && file.isPresent(); i--) {
            if (file(definitions.get(i - 1)).equals(file)) {
                return i;
            }
        }
        return definitions.size();
    }

    private static Optional<String> file(Definition definition) {
        return definition.attributes().location().map(Location::file);
    }

    // What led to types before and leads to them no more is gone; what never did, QEMU uses inside.
    private Schema withoutUnused(Schema updated) {
        Set<String> before = Reachable.namesIn(then);
        Set<String> after = Reachable.namesIn(updated);
        return new Schema(updated.definitions().stream()
                .filter(one -> !(one instanceof Type)
                        || one instanceof BuiltinType
                        || after.contains(one.name())
                        || (then.types().containsKey(one.name()) && !before.contains(one.name())))
                .toList());
    }

    private static @Nullable Definition counterpart(Schema schema, Definition definition) {
        if (definition instanceof Command) {
            return schema.commands().get(definition.name());
        }
        return definition instanceof Event
                ? schema.events().get(definition.name())
                : schema.types().get(definition.name());
    }

    private @Nullable Definition updated(Definition definition) {
        @Nullable Definition newer = counterpart(now, definition);
        if (definition instanceof Command command) {
            return newer instanceof Command same ? updated(command, same) : hidden(command);
        }
        if (definition instanceof Event event) {
            return newer instanceof Event same
                    ? event.withData(same.data()).withAttributes(marks.updated(event.attributes(), same.attributes()))
                    : hidden(event);
        }
        return types.updated((Type) definition);
    }

    private @Nullable Definition hidden(Definition definition) {
        return switches.mayHide(definition.attributes()) ? definition : null;
    }

    private Command updated(Command command, Command newer) {
        return newer.withReturns(newer.returns().map(type -> types.members().type(type, command.returns())))
                .withFlags(command.flags().withAllowOob(newer.flags().allowOob()))
                .withAttributes(marks.updated(command.attributes(), newer.attributes()));
    }

    private Definition fresh(Definition definition) {
        return definition instanceof ObjectType object
                ? types.fresh(object)
                : definition.withAttributes(marks.fresh(definition.attributes()));
    }
}

package org.qmp4j.schema.diff;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.qmp4j.schema.Change;
import org.qmp4j.schema.Change.Kind;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** Compares the commands and events of two schemas, and what they lead to. */
public final class Comparison {
    private final Side before;
    private final Side after;
    private final Changes changes = new Changes();
    private final TypeComparison types;

    private Comparison(Side before, Side after) {
        this.before = before;
        this.after = after;
        this.types = new TypeComparison(before, after, changes);
    }

    /** The changes from one schema to the other. */
    public static List<Change> between(Schema before, Schema after) {
        boolean named = tellsNames(before) && tellsNames(after);
        return new Comparison(new Side(before, named), new Side(after, named)).run();
    }

    // Introspection has no other type of integers than "int"; source has all of them.
    private static boolean tellsNames(Schema schema) {
        return schema.types().containsKey("uint64");
    }

    private List<Change> run() {
        Map<String, Command> commands = before.schema().commands();
        Map<String, Command> newCommands = after.schema().commands();
        reportMissing(commands.keySet(), newCommands.keySet(), Kind.COMMAND_REMOVED, "command");
        reportMissing(newCommands.keySet(), commands.keySet(), Kind.COMMAND_ADDED, "command");
        Map<String, Event> events = before.schema().events();
        Map<String, Event> newEvents = after.schema().events();
        reportMissing(events.keySet(), newEvents.keySet(), Kind.EVENT_REMOVED, "event");
        reportMissing(newEvents.keySet(), events.keySet(), Kind.EVENT_ADDED, "event");
        commands.forEach((name, command) ->
                Optional.ofNullable(newCommands.get(name)).ifPresent(other -> compare(command, other)));
        events.forEach(
                (name, event) -> Optional.ofNullable(newEvents.get(name)).ifPresent(other -> compare(event, other)));
        types.finish();
        return changes.all();
    }

    private void reportMissing(Collection<String> names, Collection<String> others, Kind kind, String what) {
        String text = kind == Kind.COMMAND_REMOVED || kind == Kind.EVENT_REMOVED ? "is gone" : "is new";
        names.stream()
                .filter(name -> !others.contains(name))
                .forEach(name -> changes.add(kind, what + " " + name, text));
    }

    private void compare(Command old, Command now) {
        String owner = "command " + old.name();
        changes.compareFeatures(old.attributes(), now.attributes(), owner);
        if (old.flags().allowOob() != now.flags().allowOob()) {
            boolean allowed = now.flags().allowOob();
            changes.add(
                    allowed ? Kind.OUT_OF_BAND_ALLOWED : Kind.OUT_OF_BAND_FORBIDDEN,
                    owner,
                    allowed ? "may be sent out of band" : "may no longer be sent out of band");
        }
        types.compareObjects(
                before.parameters(old.arguments()), after.parameters(now.arguments()), Place.of(owner, "argument"));
        compareResults(old, now, Place.of(owner, "result"));
    }

    private void compare(Event old, Event now) {
        String owner = "event " + old.name();
        changes.compareFeatures(old.attributes(), now.attributes(), owner);
        types.compareObjects(before.parameters(old.data()), after.parameters(now.data()), Place.of(owner, "data"));
    }

    private void compareResults(Command old, Command now, Place place) {
        Optional<TypeRef> was = old.returns();
        Optional<TypeRef> is = now.returns();
        if (was.isPresent() && is.isPresent()) {
            types.compare(was.get(), is.get(), place);
            return;
        }
        Optional<ObjectType> oldObject = before.object(was);
        Optional<ObjectType> newObject = after.object(is);
        if (oldObject.isPresent() && newObject.isPresent()) {
            types.compareObjects(oldObject.get(), newObject.get(), place);
        } else {
            String newText = is.map(after::text).orElse("nothing");
            String oldText = was.map(before::text).orElse("nothing");
            changes.add(Kind.TYPE_CHANGED, place, "is now " + newText + ", was " + oldText);
        }
    }
}

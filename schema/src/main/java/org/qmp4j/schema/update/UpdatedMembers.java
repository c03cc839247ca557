package org.qmp4j.schema.update;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.ObjectType.Member;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.TypeRef;

/** The members of objects, in the newer version; introspection shows those of bases as an object's own. */
final class UpdatedMembers {
    private final Schema then;
    private final Schema now;
    private final Switches switches;
    private final Marks marks;
    /** Those whose base it is, of the types that introspection shows. */
    private final Map<String, List<ObjectType>> derived = new HashMap<>();

    private final Map<String, List<Member>> known = new HashMap<>();

    UpdatedMembers(Schema then, Schema now, Switches switches, Marks marks) {
        this.then = then;
        this.now = now;
        this.switches = switches;
        this.marks = marks;
        then.types().values().forEach(type -> {
            if (type instanceof ObjectType object && isShown(object)) {
                object.base()
                        .ifPresent(base -> derived.computeIfAbsent(base, one -> new ArrayList<>())
                                .add(object));
            }
        });
    }

    private boolean isShown(ObjectType object) {
        return now.types().get(object.name()) instanceof ObjectType;
    }

    /** The base; empty if the type no longer has all members of the base. */
    Optional<String> baseOf(ObjectType object) {
        return object.base().filter(base -> all(object).containsAll(all(then.object(base))));
    }

    /** What it has beside the base. */
    List<Member> ownOf(ObjectType object, Optional<String> base) {
        List<Member> own = new ArrayList<>(all(object));
        base.map(then::object).ifPresent(one -> own.removeAll(all(one)));
        return own;
    }

    /** All members, those of bases too. */
    private List<Member> all(ObjectType object) {
        @Nullable List<Member> found = known.get(object.name());
        if (found == null) {
            found = find(object);
            known.put(object.name(), found);
        }
        return found;
    }

    private List<Member> find(ObjectType object) {
        List<Member> before = then.allMembers(object);
        if (now.types().get(object.name()) instanceof ObjectType shown) {
            return updated(before, shown.members());
        }
        List<ObjectType> users = derived.getOrDefault(object.name(), List.of());
        if (!users.isEmpty()) {
            return shared(object, users);
        }
        List<Member> all =
                new ArrayList<>(object.base().map(then::object).map(this::all).orElse(List.of()));
        all.addAll(object.members());
        return all;
    }

    // A base that is used as nothing else has what any has that derive from it of what it had, and what is new in all
    // of them.
    // Where one alone derives from it, only a base that the schema gives no name: that belongs to the one.
    private List<Member> shared(ObjectType base, List<ObjectType> users) {
        Set<Member> everywhere = new HashSet<>(all(users.get(0)));
        Map<String, Member> anywhere = new HashMap<>();
        Set<String> own = new HashSet<>();
        for (ObjectType user : users) {
            everywhere.retainAll(all(user));
            all(user).forEach(member -> anywhere.putIfAbsent(member.name(), member));
            own.addAll(names(user.members()));
        }
        Map<String, Member> before = Ordered.byName(then.allMembers(base), Member::name);
        List<Member> kept = before.keySet().stream()
                .map(anywhere::get)
                .filter(Objects::nonNull)
                .toList();
        boolean takesNew = base.implicit() || users.size() > 1;
        List<Member> shared = all(users.get(0)).stream()
                .filter(member -> before.containsKey(member.name())
                        || (takesNew && everywhere.contains(member) && !own.contains(member.name())))
                .toList();
        return Ordered.merge(shared, kept, member -> true, Member::name);
    }

    private static Set<String> names(List<Member> members) {
        return new HashSet<>(members.stream().map(Member::name).toList());
    }

    private List<Member> updated(List<Member> before, List<Member> after) {
        Map<String, Member> old = Ordered.byName(before, Member::name);
        List<Member> members = new ArrayList<>();
        for (Member member : after) {
            @Nullable Member same = old.get(member.name());
            members.add(
                    same == null
                            ? fresh(member)
                            : member.withType(type(member.type(), Optional.of(same.type())))
                                    .withAttributes(marks.updated(same.attributes(), member.attributes())));
        }
        return Ordered.merge(members, before, one -> switches.mayHide(one.attributes()), Member::name);
    }

    Member fresh(Member member) {
        return member.withAttributes(marks.fresh(member.attributes()));
    }

    /** The type of something that had another one before: of integers, whose width is not shown, the same. */
    TypeRef type(TypeRef after, Optional<TypeRef> before) {
        if (after instanceof TypeRef.ListOf list && before.orElse(null) instanceof TypeRef.ListOf other) {
            return new TypeRef.ListOf(type(list.element(), Optional.of(other.element())));
        }
        return before.filter(type -> isInteger(after, now) && isInteger(type, then))
                .orElse(after);
    }

    private static boolean isInteger(TypeRef type, Schema schema) {
        return type instanceof TypeRef.Named named
                && schema.type(named.name()) instanceof BuiltinType builtin
                && builtin.json() == BuiltinType.Json.INT;
    }
}

package org.qmp4j.schema.model;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * An object: a {@code struct} or, where it has variants, a {@code union}.
 *
 * @param implicit whether the schema gives it no name: the arguments of a command, the data of an event or the base of a
 *     union written in place. It then has QEMU's name for it, such as {@code q_obj_NAME-arg}
 * @param base the name of the object type whose members come first; its members are not repeated in {@code members}
 * @param members of its own, in the schema's order
 * @param variants further members that depend on the value of one; empty for a struct
 */
public record ObjectType(
        String name,
        boolean implicit,
        Optional<String> base,
        List<Member> members,
        Optional<Variants> variants,
        Attributes attributes)
        implements Type {
    /**
     * How many objects may contain each other, as bases or branches: more than any schema has, and few enough for every
     * stack.
     */
    public static final int MAX_DEPTH = 100;

    /** What the names of implicit types begin with. */
    public static final String IMPLICIT = "q_obj_";

    /** The name of the implicit type of a command's arguments or an event's data. */
    public static String implicitArguments(String owner) {
        return IMPLICIT + owner + "-arg";
    }

    /** The name of the implicit type of a union's base. */
    public static String implicitBase(String union) {
        return IMPLICIT + union + "-base";
    }

    /** Copies the list. */
    public ObjectType {
        members = List.copyOf(members);
    }

    /** The branches of a union; none for a struct. */
    public List<Branch> branches() {
        return variants.map(Variants::branches).orElse(List.of());
    }

    /** The same under another name; implicit if that is a name for implicit types. */
    @Override
    public ObjectType withName(String other) {
        return new ObjectType(other, other.startsWith(IMPLICIT), base, members, variants, attributes);
    }

    /** The same with this base, or without any. */
    public ObjectType withBase(Optional<String> other) {
        return new ObjectType(name, implicit, other, members, variants, attributes);
    }

    /** The same with these members of its own. */
    public ObjectType withMembers(List<Member> others) {
        return new ObjectType(name, implicit, base, others, variants, attributes);
    }

    /** The same with these further members. */
    public ObjectType withVariants(Optional<Variants> others) {
        return new ObjectType(name, implicit, base, members, others, attributes);
    }

    @Override
    public ObjectType withAttributes(Attributes others) {
        return new ObjectType(name, implicit, base, members, variants, others);
    }

    @Override
    public ObjectType withTypeNames(UnaryOperator<String> newNames) {
        return withBase(base.map(newNames))
                .withMembers(members.stream()
                        .map(member -> member.withType(member.type().withTypeName(newNames)))
                        .toList())
                .withVariants(variants.map(all -> all.withTypeNames(newNames)));
    }

    @Override
    public Stream<String> typeNames() {
        Stream<String> ofMembers = members.stream().map(member -> member.type().typeName());
        Stream<String> ofBranches = branches().stream().map(Branch::type);
        return Stream.of(base.stream(), ofMembers, ofBranches).flatMap(all -> all);
    }

    /**
     * A member of an object.
     *
     * @param optional whether it may be absent
     * @param omitted whether some version of QEMU omits it although it is not optional; only in schemas of several versions
     */
    public record Member(String name, TypeRef type, boolean optional, boolean omitted, Attributes attributes) {
        /** A member that no version omits unless it is optional. */
        public Member(String name, TypeRef type, boolean optional, Attributes attributes) {
            this(name, type, optional, false, attributes);
        }

        /** The same with this type. */
        public Member withType(TypeRef other) {
            return new Member(name, other, optional, omitted, attributes);
        }

        /** The same with these attributes. */
        public Member withAttributes(Attributes others) {
            return new Member(name, type, optional, omitted, others);
        }

        /** The same, where it may be absent. */
        public Member asOptional() {
            return new Member(name, type, true, attributes);
        }
    }

    /**
     * Which further members a union has.
     *
     * @param tag the name of the member, its own or its base's, that decides; its type is an enumeration
     * @param branches in the schema's order; values of the tag that are not listed bring no further members
     */
    public record Variants(String tag, List<Branch> branches) {
        /** Copies the list. */
        public Variants {
            branches = List.copyOf(branches);
        }

        /** The same with these branches. */
        public Variants withBranches(List<Branch> others) {
            return new Variants(tag, others);
        }

        private Variants withTypeNames(UnaryOperator<String> newNames) {
            return withBranches(branches.stream()
                    .map(one -> new Branch(one.value(), newNames.apply(one.type()), one.attributes()))
                    .toList());
        }
    }

    /**
     * A branch of a union.
     *
     * @param value of the tag
     * @param type name of the object type that has the further members; it may have none
     */
    public record Branch(String value, String type, Attributes attributes) {}
}

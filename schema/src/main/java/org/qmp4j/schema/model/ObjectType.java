package org.qmp4j.schema.model;

import java.util.List;
import java.util.Optional;

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

    /** Copies the list. */
    public ObjectType {
        members = List.copyOf(members);
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
    }

    /**
     * A branch of a union.
     *
     * @param value of the tag
     * @param type name of the object type that has the further members; it may have none
     */
    public record Branch(String value, String type, Attributes attributes) {}
}

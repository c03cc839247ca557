package org.qmp4j.schema.merge;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Schema;

/** The values of the member that selects a union's branch. */
record Values(Schema schema, ObjectType object) {
    /** The member's name; empty where the object is no union. */
    Optional<String> tag() {
        return object.variants().map(ObjectType.Variants::tag);
    }

    /** Whether it is an enumeration, whose values are known. */
    boolean isEnum() {
        return schema.allMembers(object).stream()
                .filter(one -> tag().filter(one.name()::equals).isPresent())
                .anyMatch(one -> schema.types().get(one.type().toString()) instanceof EnumType);
    }

    /** Whether it can have that value. */
    boolean mayBe(String value) {
        return tag().filter(tag -> mayHave(tag, value)).isPresent();
    }

    /** Whether a member can have that value: there is one, and no enumeration without the value. */
    boolean mayHave(String member, String value) {
        return schema.allMembers(object).stream()
                .filter(one -> one.name().equals(member))
                .anyMatch(one -> !(schema.types().get(one.type().toString()) instanceof EnumType type)
                        || type.values().stream().anyMatch(each -> each.name().equals(value)));
    }

    /** Whether that value brings members. */
    boolean hasBranch(String value) {
        return branches().stream().anyMatch(one -> one.value().equals(value));
    }

    /** What that value brings. */
    ObjectType branch(String value) {
        return branches().stream()
                .filter(one -> one.value().equals(value))
                .map(one -> schema.object(one.type()))
                .findFirst()
                .orElse(Predefined.EMPTY);
    }

    private List<ObjectType.Branch> branches() {
        return object.branches().stream()
                .filter(one -> !schema.object(one.type()).equals(Predefined.EMPTY))
                .toList();
    }
}

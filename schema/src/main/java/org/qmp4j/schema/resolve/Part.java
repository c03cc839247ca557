package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;

/** A named part of a definition, as it was declared. */
sealed interface Part {
    /** What messages call such a part. */
    String role();

    /** Its name. */
    String name();

    /** The type it was declared in, possibly an implicit one; for the feature of a member the member. */
    String definedIn();

    /** A feature. */
    record Mark(String name, String definedIn, Optional<Condition> condition) implements Part {
        @Override
        public String role() {
            return "feature";
        }
    }

    /** A value of an enumeration. */
    record Value(String name, String definedIn, Optional<Condition> condition, List<Mark> features) implements Part {
        @Override
        public String role() {
            return "value";
        }
    }

    /** A branch of a union or one of the types of an alternate. */
    record Branch(String name, String definedIn, TypeRef type, Optional<Condition> condition) implements Part {
        @Override
        public String role() {
            return "branch";
        }
    }

    /** A member of an object. */
    record Field(
            String name,
            String definedIn,
            TypeRef type,
            boolean optional,
            Optional<Condition> condition,
            List<Mark> features)
            implements Part {
        @Override
        public String role() {
            return "member";
        }
    }

    /** Its name in a message that is reported for the definition with that name. */
    default String described(String reader, Rules rules) {
        String role = role();
        String owner = definedIn();
        String meta = "type";
        boolean implicit = owner.startsWith(ObjectType.IMPLICIT);
        if (implicit) {
            owner = owner.substring(ObjectType.IMPLICIT.length());
            if (owner.endsWith("-arg")) {
                role = "parameter";
                meta = "command";
                owner = owner.substring(0, owner.length() - "-arg".length());
            } else {
                role = "base " + role;
                owner = owner.substring(0, owner.length() - "-base".length());
            }
        }
        String itself = role + " '" + name() + "'";
        boolean near = owner.equals(reader) || (implicit && rules.isOld());
        return near ? itself : itself + " of " + meta + " '" + owner + "'";
    }
}

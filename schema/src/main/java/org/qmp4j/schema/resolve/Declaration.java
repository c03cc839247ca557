package org.qmp4j.schema.resolve;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Location;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;
import org.qmp4j.schema.source.DocComment;

/** A definition of a schema whose own structure was checked; its names may still refer to nothing. */
sealed interface Declaration {
    /** An {@code include}; the only declaration without a name. */
    record Include(Location at, String file) implements Declaration {
        /** The file as the program can open it. */
        String resolvedFile() {
            return Path.of(at.file()).resolveSibling(file).toString();
        }
    }

    /** A declaration with a name. */
    sealed interface Named extends Declaration {
        /** What all have. */
        Head head();

        /** What messages call it. */
        String described();

        /** Its name. */
        default String name() {
            return head().name();
        }
    }

    /** A type. */
    sealed interface Type extends Named {}

    /**
     * What all have.
     *
     * @param origin for an implicit type, the definition that brought it first; empty for predefined ones
     */
    record Head(
            String name,
            Optional<Origin> origin,
            Optional<Condition> condition,
            List<Part.Mark> features,
            Optional<DocComment> documentation) {
        static Head predefined(String name) {
            return new Head(name, Optional.empty(), Optional.empty(), List.of(), Optional.empty());
        }

        static Head array(String element, Origin origin) {
            return new Head(Array.nameOf(element), Optional.of(origin), Optional.empty(), List.of(), Optional.empty());
        }

        /** The head of an implicit object type that belongs to this definition. */
        Head implicit(String role) {
            return new Head(ObjectType.IMPLICIT + name + "-" + role, origin, condition, List.of(), Optional.empty());
        }
    }

    /** A built-in type. */
    record BuiltIn(Head head, BuiltinType type) implements Type {
        @Override
        public String described() {
            return "built-in type '" + name() + "'";
        }
    }

    /** A list; it is created where it is first used. */
    record Array(Head head, String element) implements Type {
        static String nameOf(String element) {
            return element + "List";
        }

        @Override
        public String described() {
            return "array type ['" + element + "']";
        }
    }

    /** An {@code enum}. */
    record Enumeration(Head head, Optional<String> prefix, List<Part.Value> values) implements Type {
        @Override
        public String described() {
            return "enum type '" + name() + "'";
        }
    }

    /** A {@code struct}, a {@code union} or an implicit object type. */
    record Structure(Head head, Optional<String> base, List<Part.Field> members, Optional<Choice> choice)
            implements Type {
        boolean isImplicit() {
            return name().startsWith("q_");
        }

        @Override
        public String described() {
            return (choice.isPresent() ? "union" : "struct") + " type '" + name() + "'";
        }
    }

    /** The branches of a union, and the member that decides between them. */
    record Choice(String tag, List<Part.Branch> branches) {}

    /** An {@code alternate}. */
    record Alternate(Head head, List<Part.Branch> alternatives) implements Type {
        @Override
        public String described() {
            return "alternate type '" + name() + "'";
        }
    }

    /** A {@code command}. */
    record Command(
            Head head,
            Optional<String> arguments,
            Optional<TypeRef> returns,
            org.qmp4j.schema.model.Command.Flags flags)
            implements Named {
        @Override
        public String described() {
            return "command '" + name() + "'";
        }
    }

    /** An {@code event}. */
    record Event(Head head, Optional<String> data, boolean boxed) implements Named {
        @Override
        public String described() {
            return "event '" + name() + "'";
        }
    }
}

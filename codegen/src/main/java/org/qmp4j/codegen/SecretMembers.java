package org.qmp4j.codegen;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qmp4j.protocol.Secrets;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Schema;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/**
 * Members with secret values: {@code toString()} only shows that they are present. A member is secret if it is secret in a command,
 * a reply or an event that contains its type ({@link Secrets}), or if it is inside a secret member.
 */
final class SecretMembers {
    private static final String BOOL = "bool";

    private final Schema schema;
    private final Map<String, Set<String>> namesByObject = new HashMap<>();

    private SecretMembers(Schema schema) {
        this.schema = schema;
    }

    /** Finds the secret members of all objects of a schema. */
    static SecretMembers of(Schema schema) {
        SecretMembers members = new SecretMembers(schema);
        for (Command command : schema.commands().values()) {
            members.visit(command.arguments().map(TypeRef::named), Secrets.inArguments(command.name()));
            members.visit(command.returns(), Secrets.inAnswer(command.name()));
        }
        for (Event event : schema.events().values()) {
            members.visit(event.data().map(TypeRef::named), Secrets.inEvent(event.name()));
        }
        return members;
    }

    /** Whether a member of an object is secret. */
    boolean contains(String object, ObjectType.Member member) {
        Set<String> names = namesByObject.get(object);
        return names == null ? isSecret(member, Secrets.anywhere()) : names.contains(member.name());
    }

    // A boolean reveals nothing.
    private static boolean isSecret(ObjectType.Member member, Secrets secrets) {
        return !member.type().toString().equals(BOOL) && secrets.isSecret(member.name());
    }

    private void visit(Optional<TypeRef> root, Secrets secrets) {
        root.ifPresent(type -> new Visit(secrets).type(type, false));
    }

    /** Visits all members that a message can contain. */
    private final class Visit {
        private final Secrets secrets;
        private final Set<String> outside = new HashSet<>();
        private final Set<String> inside = new HashSet<>();

        Visit(Secrets secrets) {
            this.secrets = secrets;
        }

        void type(TypeRef reference, boolean isInSecret) {
            Type type = schema.type(reference.typeName());
            if (!(isInSecret ? inside : outside).add(type.name())) {
                return;
            }
            if (type instanceof AlternateType alternate) {
                alternate.alternatives().forEach(one -> type(one.type(), isInSecret));
            } else if (type instanceof ObjectType object) {
                object(object, isInSecret);
            }
        }

        private void object(ObjectType object, boolean isInSecret) {
            object.base().ifPresent(base -> type(TypeRef.named(base), isInSecret));
            for (ObjectType.Member member : schema.allMembers(object)) {
                boolean isSecret = isInSecret || isSecret(member, secrets);
                note(object.name(), member.name(), isSecret);
                note(ObjectType.implicitBase(object.name()), member.name(), isSecret);
                type(member.type(), isSecret);
            }
            object.branches().forEach(branch -> type(TypeRef.named(branch.type()), isInSecret));
        }

        private void note(String object, String member, boolean isSecret) {
            Set<String> names = namesByObject.computeIfAbsent(object, key -> new HashSet<>());
            if (isSecret) {
                names.add(member);
            }
        }
    }
}

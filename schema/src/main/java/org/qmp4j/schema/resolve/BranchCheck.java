package org.qmp4j.schema.resolve;

import java.util.Optional;
import org.qmp4j.schema.model.ObjectType;

/** The rules for the member of a union that decides between the branches, and for the branches. */
final class BranchCheck {
    private final Declarations declarations;
    private final Rules rules;
    private final ObjectChecks objects;

    BranchCheck(Declarations declarations, Rules rules, ObjectChecks objects) {
        this.declarations = declarations;
        this.rules = rules;
        this.objects = objects;
    }

    void check(Declaration.Choice choice, Clashes<Part.Field> members, Origin origin) {
        Declaration.Enumeration values = tagType(choice.tag(), members, origin);
        if (choice.branches().isEmpty() && values.values().isEmpty()) {
            throw origin.refusal("union has no branches");
        }
        for (Part.Branch branch : choice.branches()) {
            check(branch, values, origin);
        }
    }

    private Declaration.Enumeration tagType(String tag, Clashes<Part.Field> members, Origin origin) {
        Part.Field member = members.find(tag)
                .orElseThrow(() -> origin.refusal("discriminator '" + tag + "' is not a member of 'base'"));
        String base = member.definedIn().startsWith(ObjectType.IMPLICIT)
                ? "'base'"
                : "base type '" + member.definedIn() + "'";
        String subject = "discriminator member '" + tag + "' of " + base;
        Optional<Declaration.Type> type = declarations.type(Declarations.nameOf(member.type()));
        if (type.isEmpty() || !(type.get() instanceof Declaration.Enumeration values)) {
            throw origin.refusal(subject + " must be of enum type");
        }
        if (member.optional()) {
            throw origin.refusal(subject + " must not be optional");
        }
        if (member.condition().isPresent()) {
            throw origin.refusal(subject + " must not be conditional");
        }
        return values;
    }

    private void check(Part.Branch branch, Declaration.Enumeration tag, Origin origin) {
        String itself = branch.described(origin.name(), rules);
        Declaration.Type type = declarations.requireType(branch.type(), origin, itself);
        if (tag.values().stream().noneMatch(value -> value.name().equals(branch.name()))) {
            throw origin.refusal("branch '" + branch.name() + "' is not a value of " + tag.described());
        }
        if (!(type instanceof Declaration.Structure object)
                || (object.choice().isPresent() && !rules.branchMayBeUnion())) {
            throw origin.refusal(itself + " cannot use " + type.described());
        }
        objects.check(object);
    }
}

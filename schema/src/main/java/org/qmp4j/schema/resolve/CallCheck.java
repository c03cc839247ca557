package org.qmp4j.schema.resolve;

import org.qmp4j.schema.model.TypeRef;

/** The rules for what commands take and return, and for the data of events. */
final class CallCheck {
    private final Declarations declarations;
    private final Rules rules;
    private final ObjectChecks objects;

    CallCheck(Declarations declarations, Rules rules, ObjectChecks objects) {
        this.declarations = declarations;
        this.rules = rules;
        this.objects = objects;
    }

    void check(Declaration.Command command, Origin origin) {
        command.arguments().ifPresent(name -> checkData(name, command.flags().boxed(), origin));
        command.returns().ifPresent(type -> checkReturns(type, origin));
    }

    void check(Declaration.Event event, Origin origin) {
        event.data().ifPresent(name -> checkData(name, event.boxed(), origin));
    }

    private void checkData(String name, boolean boxed, Origin origin) {
        String source = origin.kind() + "'s 'data'";
        Declaration.Type type = declarations.requireType(name, origin, source);
        if (!(type instanceof Declaration.Structure object)) {
            throw origin.refusal(source + " cannot take " + type.described());
        }
        if (object.choice().isPresent() && !boxed) {
            throw origin.refusal(source + " can take " + type.described() + " only with 'boxed': true");
        }
        if (!rules.conditionalArgumentsMustBeBoxed()) {
            return;
        }
        objects.check(object);
        if (!boxed
                && objects.members(object).stream()
                        .anyMatch(member -> member.condition().isPresent())) {
            throw origin.refusal("conditional " + origin.kind() + " arguments require 'boxed': true");
        }
    }

    private void checkReturns(TypeRef reference, Origin origin) {
        Declaration.Type type = declarations.requireType(reference, origin, "command's 'returns'");
        if (rules.pragmas().commandReturnsExceptions().contains(origin.name())) {
            return;
        }
        Declaration.Type element = type instanceof Declaration.Array array
                ? declarations.requireType(array.element(), origin, "command's 'returns'")
                : type;
        if (!(element instanceof Declaration.Structure)) {
            throw origin.refusal("command's 'returns' cannot take " + type.described());
        }
    }
}

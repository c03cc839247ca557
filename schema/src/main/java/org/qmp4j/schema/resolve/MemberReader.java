package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.TypeRef;
import org.qmp4j.schema.source.Syntax;

/** Reads the members of an object and the branches of unions and alternates. */
final class MemberReader {
    private static final Keys FIELD = new Keys(List.of("type"), List.of("if", "features"));
    private static final Keys BRANCH = new Keys(List.of("type"), List.of("if"));

    private final Subject subject;
    private final Origin origin;
    private final TypeReader types;

    MemberReader(Subject subject) {
        this.subject = subject;
        this.origin = subject.origin();
        this.types = new TypeReader(subject);
    }

    /** The members of an object that is written in place or belongs to a struct. */
    List<Part.Field> fields(Syntax.Members object, String source, String definedIn) {
        List<Part.Field> fields = new ArrayList<>();
        object.map().forEach((key, value) -> fields.add(field(key, value, source, definedIn)));
        return fields;
    }

    private Part.Field field(String key, Syntax value, String source, String definedIn) {
        String itself = source + " member '" + key + "'";
        boolean optional = key.startsWith("*");
        String name = optional ? key.substring(1) : key;
        Names.requireLower(name, origin, itself, permit());
        String inC = Names.inC(name);
        if (inC.equals("u") || inC.startsWith("has_")) {
            throw origin.refusal(itself + " uses reserved name");
        }
        Syntax.Members member = Shorthand.expand(value, "type");
        FIELD.require(member, origin, itself);
        Optional<Condition> condition = ConditionReader.read(member, origin, itself);
        List<Part.Mark> features = subject.features(member, name);
        TypeRef type = types.nameOrList(type(member), itself);
        return new Part.Field(name, definedIn, type, optional, condition, features);
    }

    private Names.Permit permit() {
        boolean isType = origin.kind().equals("struct") || origin.kind().equals("union");
        return isType && subject.rules().pragmas().memberNameExceptions().contains(subject.name())
                ? Names.Permit.UPPER_CASE_AND_UNDERSCORE
                : Names.Permit.NOTHING;
    }

    /** A branch of a union: the name of a type. */
    Part.Branch branch(String value, Syntax syntax) {
        String source = "'data' member '" + value + "'";
        Syntax.Members branch = Shorthand.expand(syntax, "type");
        BRANCH.require(branch, origin, source);
        Optional<Condition> condition = ConditionReader.read(branch, origin, source);
        TypeRef type = TypeRef.named(types.name(type(branch), source).orElseThrow());
        return new Part.Branch(value, subject.name(), type, condition);
    }

    /** One of the types of an alternate: a name or a list. */
    Part.Branch alternative(String name, Syntax syntax) {
        String source = "'data' member '" + name + "'";
        Names.requireLower(name, origin, source, Names.Permit.NOTHING);
        Syntax.Members alternative = Shorthand.expand(syntax, "type");
        BRANCH.require(alternative, origin, source);
        Optional<Condition> condition = ConditionReader.read(alternative, origin, source);
        return new Part.Branch(name, subject.name(), types.nameOrList(type(alternative), source), condition);
    }

    private Syntax type(Syntax.Members member) {
        @Nullable Syntax type = member.map().get("type");
        if (type == null) {
            throw origin.refusal("member misses key 'type'");
        }
        return type;
    }
}

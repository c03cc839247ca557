package org.qmp4j.schema.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.Condition;
import org.qmp4j.schema.model.Definition;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.Feature;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.Remarks;
import org.qmp4j.schema.model.Schema;

/** Turns checked declarations into the model. */
final class SchemaBuilder {
    private final Declarations declarations;
    private final CommentOwners comments;

    SchemaBuilder(Declarations declarations) {
        this.declarations = declarations;
        this.comments = new CommentOwners(declarations);
    }

    Schema build() {
        List<Definition> definitions = new ArrayList<>();
        definitions.addAll(Predefined.all());
        for (Declaration declaration : declarations.all()) {
            if (declaration instanceof Declaration.Named named
                    && named.head().origin().isPresent()) {
                definition(named).ifPresent(definitions::add);
            }
        }
        return new Schema(definitions);
    }

    private Optional<Definition> definition(Declaration.Named named) {
        RemarksReader remarks = new RemarksReader(comments.of(named), declarations);
        Attributes attributes = attributes(named.head(), remarks);
        @Nullable Definition definition = null;
        if (named instanceof Declaration.Enumeration enumeration) {
            definition = enumeration(enumeration, attributes, remarks);
        } else if (named instanceof Declaration.Structure structure) {
            definition = object(structure, attributes, remarks);
        } else if (named instanceof Declaration.Alternate alternate) {
            definition = alternate(alternate, attributes, remarks);
        } else if (named instanceof Declaration.Command command) {
            definition = new Command(
                    command.name(),
                    command.arguments(),
                    command.returns().map(declarations::normal),
                    command.flags(),
                    attributes);
        } else if (named instanceof Declaration.Event event) {
            definition = new Event(event.name(), event.data(), event.boxed(), attributes);
        }
        return Optional.ofNullable(definition);
    }

    private static Attributes attributes(Declaration.Head head, RemarksReader remarks) {
        boolean implicit = head.name().startsWith(ObjectType.IMPLICIT);
        return new Attributes(
                features(head.features()),
                head.condition(),
                implicit ? Remarks.NONE : remarks.ofDefinition(),
                head.origin().map(Origin::at));
    }

    private static EnumType enumeration(
            Declaration.Enumeration enumeration, Attributes attributes, RemarksReader remarks) {
        List<EnumType.Value> values = enumeration.values().stream()
                .map(value -> new EnumType.Value(
                        value.name(), part(value.features(), value.condition(), remarks.of(value), attributes)))
                .toList();
        return new EnumType(enumeration.name(), enumeration.prefix(), values, attributes);
    }

    private ObjectType object(Declaration.Structure object, Attributes attributes, RemarksReader remarks) {
        List<ObjectType.Member> members = object.members().stream()
                .map(member -> new ObjectType.Member(
                        member.name(),
                        declarations.normal(member.type()),
                        member.optional(),
                        part(member.features(), member.condition(), remarks.of(member), attributes)))
                .toList();
        Optional<ObjectType.Variants> variants = object.choice().map(choice -> variants(choice, attributes));
        return new ObjectType(object.name(), object.isImplicit(), object.base(), members, variants, attributes);
    }

    private static ObjectType.Variants variants(Declaration.Choice choice, Attributes attributes) {
        List<ObjectType.Branch> branches = choice.branches().stream()
                .map(branch -> new ObjectType.Branch(
                        branch.name(),
                        Declarations.nameOf(branch.type()),
                        part(List.of(), branch.condition(), Remarks.NONE, attributes)))
                .toList();
        return new ObjectType.Variants(choice.tag(), branches);
    }

    private AlternateType alternate(Declaration.Alternate alternate, Attributes attributes, RemarksReader remarks) {
        List<AlternateType.Alternative> alternatives = alternate.alternatives().stream()
                .map(one -> new AlternateType.Alternative(
                        one.name(),
                        declarations.normal(one.type()),
                        part(List.of(), one.condition(), remarks.of(one), attributes)))
                .toList();
        return new AlternateType(alternate.name(), alternatives, attributes);
    }

    private static Attributes part(
            List<Part.Mark> marks, Optional<Condition> condition, Remarks remarks, Attributes owner) {
        return new Attributes(features(marks), condition, remarks, owner.location());
    }

    private static List<Feature> features(List<Part.Mark> marks) {
        return marks.stream()
                .map(mark -> new Feature(mark.name(), mark.condition()))
                .toList();
    }
}

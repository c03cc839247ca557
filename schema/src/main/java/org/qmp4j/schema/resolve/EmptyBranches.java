package org.qmp4j.schema.resolve;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qmp4j.schema.model.Predefined;
import org.qmp4j.schema.model.TypeRef;

/** The branches that a union does not name: each remaining value of its tag brings no members. */
final class EmptyBranches {
    private final Declarations declarations;

    EmptyBranches(Declarations declarations) {
        this.declarations = declarations;
    }

    List<Part.Branch> of(Declaration.Structure union) {
        Declaration.Choice choice = union.choice().orElseThrow();
        Set<String> named = choice.branches().stream().map(Part.Branch::name).collect(Collectors.toSet());
        return members(union)
                .filter(member -> member.name().equals(choice.tag()))
                .flatMap(tag -> values(tag.type()))
                .filter(value -> !named.contains(value.name()))
                .map(value -> new Part.Branch(
                        value.name(), union.name(), TypeRef.named(Predefined.EMPTY.name()), value.condition()))
                .toList();
    }

    private Stream<Part.Field> members(Declaration.Structure object) {
        Optional<Declaration.Structure> base =
                object.base().flatMap(declarations::type).map(Declaration.Structure.class::cast);
        return Stream.concat(base.stream().flatMap(this::members), object.members().stream());
    }

    private Stream<Part.Value> values(TypeRef type) {
        return declarations.type(Declarations.nameOf(type)).filter(Declaration.Enumeration.class::isInstance).stream()
                .flatMap(enumeration -> ((Declaration.Enumeration) enumeration).values().stream());
    }
}

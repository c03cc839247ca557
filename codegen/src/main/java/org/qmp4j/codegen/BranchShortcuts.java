package org.qmp4j.codegen;

import com.palantir.javapoet.MethodSpec;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;

/**
 * Shorter ways to make a branch of a union. The members of many branches are in one member, {@code data}, for which QEMU has types such
 * as {@code ChardevFileWrapper}: here the value inside is enough. And what a branch of a transaction has are the arguments of the command
 * with its name, so the command is enough.
 */
final class BranchShortcuts {
    private final JavaTypes types;
    private final Docs docs;

    BranchShortcuts(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    /** The member {@code data} of a wrapper, which has no other that is mandatory. */
    private Optional<Property> wrapped(UnionRule.Branch branch) {
        if (branch.data() == null || branch.members().variants().isPresent()) {
            return Optional.empty();
        }
        List<Property> mandatory = mandatory(branch.members());
        return mandatory.size() == 1 && mandatory.get(0).wireName().equals("data")
                ? Optional.of(mandatory.get(0))
                : Optional.empty();
    }

    /** Makes the branch from the value in its wrapper, if it has one. */
    Optional<MethodSpec> fromWrapped(String maker, UnionRule.Branch branch) {
        return wrapped(branch)
                .map(data -> method(maker, branch, attributes(data.type()))
                        .addModifiers(Modifier.PUBLIC)
                        .addJavadoc(docs.of(branch.value(), Optional.empty(), branch.attributes()))
                        .addParameter(data.parameter(false), "data")
                        .addStatement("return $N($T.of(data))", maker, branch.data())
                        .build());
    }

    /**
     * Makes the branch from the command with its name, if that has all members that the branch needs. The types are not compared:
     * a newer version could separate them, and what was published must stay.
     */
    Optional<MethodSpec> fromCommand(String maker, UnionRule.Branch branch) {
        Command command = types.schema().commands().get(branch.value());
        if (command == null || branch.data() == null) {
            return Optional.empty();
        }
        ObjectType value = value(branch);
        List<Property> mandatory = mandatory(value);
        Set<String> arguments = command
                .arguments()
                .map(types.schema()::object)
                .filter(object -> object.variants().isEmpty())
                .map(types::properties)
                .orElse(List.of())
                .stream()
                .map(Property::wireName)
                .collect(Collectors.toSet());
        boolean hasAll = mandatory.stream().map(Property::wireName).allMatch(arguments::contains);
        if (mandatory.isEmpty() || !hasAll || value.variants().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(method("of", branch, command.attributes())
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc("{@code $L} with the arguments of the command.\n", Docs.harmless(branch.value()))
                .addParameter(types.command(command.name()), "command")
                .addStatement("return builder().$N($T.fromTree(command.toTree()))", maker, types.type(value.name()))
                .build());
    }

    // What is in the wrapper, or what the branch has itself.
    private ObjectType value(UnionRule.Branch branch) {
        return wrapped(branch)
                .filter(data -> !data.isList())
                .map(data -> types.schema().type(data.type().toString()))
                .filter(ObjectType.class::isInstance)
                .map(ObjectType.class::cast)
                .orElse(branch.members());
    }

    private List<Property> mandatory(ObjectType object) {
        return types.properties(object).stream().filter(one -> !one.optional()).toList();
    }

    private Attributes attributes(TypeRef type) {
        return type instanceof TypeRef.ListOf list
                ? attributes(list.element())
                : types.schema().type(type.toString()).attributes();
    }

    private static MethodSpec.Builder method(String name, UnionRule.Branch branch, Attributes used) {
        MethodSpec.Builder method = MethodSpec.methodBuilder(name)
                .addAnnotations(Docs.annotations(branch.value(), branch.attributes()))
                .returns(branch.type());
        return Docs.isDeprecated(used) && !Docs.isDeprecated(branch.attributes())
                ? method.addAnnotation(Facades.suppressing())
                : method;
    }
}

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
 * Methods that create a branch of a union from a simpler value. In many branches all members are inside one member, {@code data}, for
 * which QEMU has types such as {@code ChardevFileWrapper}: the method takes the value inside. A branch of a transaction contains the
 * arguments of the command with the same name: the method takes the command.
 */
final class BranchShortcuts {
    private final JavaTypes types;
    private final Docs docs;

    BranchShortcuts(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    /** The member {@code data} of a wrapper; it is the only mandatory member. */
    private Optional<Property> wrapped(UnionRule.Branch branch) {
        if (branch.data() == null || branch.members().variants().isPresent()) {
            return Optional.empty();
        }
        List<Property> mandatory = mandatory(branch.members());
        return mandatory.size() == 1 && mandatory.get(0).wireName().equals("data")
                ? Optional.of(mandatory.get(0))
                : Optional.empty();
    }

    /** A method that creates the branch from the value in its wrapper, if it has a wrapper. */
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
     * A method that creates the branch from the command with the same name, if the command has all mandatory members of the branch.
     * The types are not compared: they may differ in a later version, and a published method must stay.
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

    // The type inside the wrapper, or the type of the members without a wrapper.
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
        return types.schema().type(type.typeName()).attributes();
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

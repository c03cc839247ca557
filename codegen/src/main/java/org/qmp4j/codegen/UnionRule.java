package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;
import org.qmp4j.schema.model.Attributes;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.Predefined;

/**
 * Generates a union: a sealed interface with the members of the base, and a record for each branch that contains the base and
 * the members of the branch.
 */
final class UnionRule {
    private static final TypeName UNKNOWN =
            ParameterizedTypeName.get(ClassName.get(Map.class), JavaTypes.STRING, JavaTypes.JSON_NODE);

    private final JavaTypes types;
    private final Docs docs;

    UnionRule(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    /**
     * A branch with its names in Java.
     *
     * @param data the class of the members; null if the branch has no members
     * @param members the type of the data in the schema
     * @param shared members that the base has too, because they were moved between versions of QEMU
     */
    record Branch(
            String value,
            ClassName type,
            @Nullable ClassName data,
            ObjectType members,
            Set<String> shared,
            Attributes attributes) {
        String setter() {
            return Names.member(value, Names.OF_UNION_BUILDERS);
        }
    }

    TypeSpec apply(ObjectType definition) {
        ClassName self = types.type(definition.name());
        ClassName base = types.baseOf(definition);
        List<Property> properties = types.properties(definition);
        List<Branch> branches = branches(definition, self);
        ClassName unknown = self.nestedClass("UnknownBranch");
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(self)
                .addJavadoc(docs.of("The union", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED)
                .addSuperinterface(JavaTypes.typed("TypedObject"))
                .addMethod(MethodSpec.methodBuilder("base")
                        .addJavadoc("The members that all branches have.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.ABSTRACT)
                        .returns(base)
                        .build());
        properties.forEach(one -> addAccessors(type, one));
        type.addMethod(MethodSpec.methodBuilder("unknownMembers")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .returns(UNKNOWN)
                .addStatement("return base().unknownMembers()")
                .build());
        UnionBuilderClass builder = new UnionBuilderClass(definition, types, docs, branches);
        builder.addFactories(type);
        branches.forEach(branch -> {
            type.addPermittedSubclass(branch.type());
            type.addType(record(self, base, branch));
        });
        type.addPermittedSubclass(unknown);
        return type.addType(unknownBranch(self, base)).addType(builder.apply()).build();
    }

    private List<Branch> branches(ObjectType definition, ClassName self) {
        ObjectType.Variants variants = definition.variants().orElseThrow();
        List<Branch> branches = new ArrayList<>();
        for (ObjectType.Branch branch : variants.branches()) {
            ObjectType data = types.schema().object(branch.type());
            ClassName type = types.isGenerated(data) ? types.type(data.name()) : null;
            Set<String> shared = shared(definition, data);
            branches.add(new Branch(
                    branch.value(), branchName(branch.value(), self), type, data, shared, branch.attributes()));
        }
        // A value of the tag without a branch is a branch without members.
        List<String> listed = branches.stream().map(Branch::value).toList();
        tagValues(definition, variants.tag()).stream()
                .filter(value -> !listed.contains(value.name()))
                .forEach(value -> branches.add(new Branch(
                        value.name(),
                        branchName(value.name(), self),
                        null,
                        Predefined.EMPTY,
                        Set.of(),
                        value.attributes())));
        Limits.requireAtMost(Limits.BRANCHES, branches.size(), "branches", definition.name());
        Set<String> names = new HashSet<>();
        branches.forEach(one -> JavaTypes.takeNested(names, one.type(), one.value(), definition.name()));
        return branches;
    }

    private static ClassName branchName(String value, ClassName self) {
        return self.nestedClass(Names.nested(value, self.simpleName()));
    }

    private Set<String> shared(ObjectType union, ObjectType data) {
        Set<String> shared = memberNames(data);
        shared.retainAll(types.schema().allMembers(union).stream()
                .map(ObjectType.Member::name)
                .toList());
        shared.remove(union.variants().orElseThrow().tag());
        return shared;
    }

    // In the order of the schema, so the generated text is always the same.
    private Set<String> memberNames(ObjectType object) {
        Set<String> names = new LinkedHashSet<>();
        types.schema().allMembers(object).forEach(member -> names.add(member.name()));
        object.variants()
                .map(ObjectType.Variants::branches)
                .orElse(List.of())
                .forEach(branch -> names.addAll(memberNames(types.schema().object(branch.type()))));
        return names;
    }

    private List<EnumType.Value> tagValues(ObjectType union, String tag) {
        return types.schema().allMembers(union).stream()
                .filter(member -> member.name().equals(tag))
                .map(member -> types.schema().types().get(member.type().toString()))
                .filter(EnumType.class::isInstance)
                .flatMap(type -> ((EnumType) type).values().stream())
                .toList();
    }

    private void addAccessors(TypeSpec.Builder type, Property one) {
        addAccessor(type, one, "", one.boxed());
        if (one.isUnsigned()) {
            addAccessor(type, one, "Unsigned", ClassName.get(BigInteger.class));
        }
        if (one.omitted()) {
            type.addMethod(Docs.presence(one)
                    .addModifiers(Modifier.DEFAULT)
                    .addStatement("return base().$N()", one.presence())
                    .build());
        }
    }

    private void addAccessor(TypeSpec.Builder type, Property one, String suffix, TypeName boxed) {
        TypeName returned = one.optional()
                ? ParameterizedTypeName.get(ClassName.get(Optional.class), boxed)
                : boxed.isBoxedPrimitive() ? boxed.unbox() : boxed;
        String name = Names.member(one.wireName(), Names.OF_UNIONS);
        type.addMethod(MethodSpec.methodBuilder(name + suffix)
                .addModifiers(Modifier.PUBLIC, Modifier.DEFAULT)
                .addJavadoc(docs.ofAccessor(one, name, suffix))
                .addAnnotations(Docs.annotations(one.wireName(), one.attributes()))
                .returns(returned)
                .addStatement("return base().$N()", one.accessor() + suffix)
                .build());
    }

    private TypeSpec record(ClassName self, ClassName base, Branch branch) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder().addParameter(base, "base");
        TypeSpec.Builder type = branchRecord(self, branch.type())
                .addJavadoc(docs.of(branch.value(), Optional.empty(), branch.attributes()))
                .addAnnotations(Docs.annotations(branch.value(), branch.attributes()));
        CodeBlock.Builder writes = CodeBlock.builder();
        if (branch.data() != null) {
            components.addParameter(branch.data(), "data");
        }
        if (branch.shared().isEmpty()) {
            writes.addStatement("base.writeMembers(out)");
            if (branch.data() != null) {
                writes.addStatement("data.writeMembers(out)");
            }
        } else {
            writes.addStatement("$T.writeTogether(out, base, data)", JavaTypes.MEMBERS);
        }
        type.recordConstructor(components.build()).addMethod(writeMembers(writes.build()));
        Texts.addOfRecord(type, branch.type(), branch.data() == null ? List.of("base") : List.of("base", "data"));
        return type.build();
    }

    private static TypeSpec unknownBranch(ClassName self, ClassName base) {
        ClassName unknown = self.nestedClass("UnknownBranch");
        TypeSpec.Builder type = branchRecord(self, unknown)
                .addJavadoc("A branch that this build does not know, with all its members.\n")
                .recordConstructor(MethodSpec.constructorBuilder()
                        .addParameter(base, "base")
                        .addParameter(UNKNOWN, "members")
                        .build())
                .addMethod(writeMembers(CodeBlock.builder()
                        .addStatement("base.writeMembers(out)")
                        .addStatement("$T.writeAll(out, members)", JavaTypes.MEMBERS)
                        .build()));
        // Only the names, because any of the values may be secret.
        Texts.add(
                type,
                CodeBlock.of(
                        "$T.appendRecord(text, $S, $T.of($S, $S), base, members.keySet())",
                        JavaTypes.MEMBERS,
                        unknown.simpleName(),
                        List.class,
                        "base",
                        "members"));
        return type.build();
    }

    private static TypeSpec.Builder branchRecord(ClassName self, ClassName name) {
        return TypeSpec.recordBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addSuperinterface(self);
    }

    private static MethodSpec writeMembers(CodeBlock code) {
        return MethodSpec.methodBuilder("writeMembers")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(JavaTypes.JSON_GENERATOR, "out")
                .addCode(code)
                .build();
    }
}

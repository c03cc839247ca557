package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.ObjectType;
import org.qmp4j.schema.model.TypeRef;

/** Generates the builder of a union: setters for the members of the base, and a method for each branch that creates the value. */
final class UnionBuilderClass {
    private final ClassName self;
    private final ClassName base;
    private final JavaTypes types;
    private final Docs docs;
    private final List<Property> properties;
    private final List<UnionRule.Branch> branches;
    private final Property tag;
    private final BranchShortcuts shortcuts;

    UnionBuilderClass(ObjectType definition, JavaTypes types, Docs docs, List<UnionRule.Branch> branches) {
        this.self = types.type(definition.name());
        this.base = types.baseOf(definition);
        this.types = types;
        this.docs = docs;
        this.properties = types.properties(definition);
        this.branches = branches;
        this.shortcuts = new BranchShortcuts(types, docs);
        String tagName = definition.variants().orElseThrow().tag();
        this.tag = properties.stream()
                .filter(one -> one.wireName().equals(tagName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "the union '" + definition.name() + "' has no member '" + tagName + "', which is its tag"));
    }

    private ClassName name() {
        return self.nestedClass("Builder");
    }

    private List<Property> required() {
        return properties.stream()
                .filter(one -> !one.optional() && !one.equals(tag))
                .toList();
    }

    /** Adds {@code builder(...)} with the mandatory members, {@code of(command)} for branches that are commands, and {@code read(...)}. */
    void addFactories(TypeSpec.Builder type) {
        addBegin(type, false);
        if (required().stream().anyMatch(Property::isUnsigned)) {
            addBegin(type, true);
        }
        if (required().isEmpty()) {
            branches.forEach(
                    branch -> shortcuts.fromCommand(makerName(branch), branch).ifPresent(type::addMethod));
        }
        Readers.addOfObject(type, self);
    }

    private void addBegin(TypeSpec.Builder type, boolean wide) {
        MethodSpec.Builder begin = MethodSpec.methodBuilder("builder")
                .addJavadoc(
                        "Creates a builder with the mandatory members of all branches. Its methods with the names of branches"
                                + " create the value.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(name())
                .addStatement("$1T made_ = new $1T()", name());
        for (Property one : required()) {
            begin.addParameter(one.parameter(wide), one.javaName());
            begin.addStatement("made_.$1N($1N)", one.javaName());
        }
        type.addMethod(begin.addStatement("return made_").build());
    }

    TypeSpec apply() {
        ClassName baseBuilder = base.nestedClass("Builder");
        TypeSpec.Builder type = TypeSpec.classBuilder(name())
                .addJavadoc("Collects the members of a {@link $T}.\n", self)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .superclass(JavaTypes.typed("UnionBuilder"))
                .addField(FieldSpec.builder(baseBuilder, "base", Modifier.PRIVATE, Modifier.FINAL)
                        .initializer("new $T()", baseBuilder)
                        .build())
                .addMethod(MethodSpec.constructorBuilder().build());
        properties.stream().filter(one -> !one.equals(tag)).forEach(one -> addSetters(type, one));
        for (UnionRule.Branch branch : branches) {
            type.addMethod(maker(branch));
            shortcuts.fromWrapped(makerName(branch), branch).ifPresent(type::addMethod);
        }
        type.addMethod(overriding("base", JavaTypes.typed("TypedBuilder"))
                .addStatement("return base")
                .build());
        type.addMethod(overriding("isTagKnown", TypeName.BOOLEAN)
                .addStatement("return base.$N != null", tag.javaName())
                .build());
        type.addMethod(newBranch());
        addIsShared(type);
        return type.addMethod(build()).addMethod(tag()).build();
    }

    private void addSetters(TypeSpec.Builder type, Property one) {
        type.addMethod(setter(one, one.parameter(false)));
        if (one.isUnsigned()) {
            type.addMethod(setter(one, one.parameter(true)));
        }
    }

    private MethodSpec setter(Property one, TypeName parameter) {
        return MethodSpec.methodBuilder(one.javaName())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(docs.of(one.wireName(), Optional.of(one.type()), one.attributes()))
                .addAnnotations(Docs.annotations(one.wireName(), one.attributes()))
                .returns(name())
                .addParameter(parameter, one.javaName())
                .addStatement("this.base.$1N($1N)", one.javaName())
                .addStatement("return this")
                .build();
    }

    private String makerName(UnionRule.Branch branch) {
        boolean taken = properties.stream().anyMatch(one -> one.javaName().equals(branch.setter()));
        return taken ? branch.setter() + "_" : branch.setter();
    }

    private MethodSpec maker(UnionRule.Branch branch) {
        MethodSpec.Builder maker = MethodSpec.methodBuilder(makerName(branch))
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(docs.of(branch.value(), Optional.empty(), branch.attributes()))
                .addAnnotations(Docs.annotations(branch.value(), branch.attributes()))
                .returns(branch.type());
        CodeBlock value = CodeBlock.of("base.$N($L).build()", tag.javaName(), tagValue(branch.value()));
        if (branch.data() == null) {
            return maker.addStatement("return new $T($L)", branch.type(), value).build();
        }
        addShared(maker, branch);
        return maker.addParameter(branch.data(), "data")
                .addStatement("return new $T($L, data)", branch.type(), value)
                .build();
    }

    // Copies the shared members from the branch to the base, as if the value had been read from JSON.
    private void addShared(MethodSpec.Builder maker, UnionRule.Branch branch) {
        if (branch.shared().isEmpty() || branch.members().variants().isPresent()) {
            return;
        }
        maker.addStatement(
                "$T moved_ = data.toBuilder()",
                Objects.requireNonNull(branch.data()).nestedClass("Builder"));
        for (Property one : types.properties(branch.members())) {
            properties.stream()
                    .filter(each -> branch.shared().contains(one.wireName()))
                    .filter(each -> each.wireName().equals(one.wireName())
                            && each.boxed().equals(one.boxed()))
                    .forEach(each -> maker.addStatement("base.$N = moved_.$N", each.javaName(), one.javaName()));
        }
    }

    // Does not use the constant, because the enumeration may not have a value that the union has.
    private CodeBlock tagValue(String value) {
        return tag.type() instanceof TypeRef.Named named && types.schema().type(named.name()) instanceof EnumType
                ? CodeBlock.of("$T.of($S)", types.type(named.name()), value)
                : CodeBlock.of("$S", value);
    }

    private MethodSpec newBranch() {
        MethodSpec.Builder method = overriding("newBranch", JavaTypes.nullable(JavaTypes.typed("TypedBuilder")));
        method.beginControlFlow("switch (tag())");
        for (UnionRule.Branch branch : branches) {
            method.beginControlFlow("case $S ->", branch.value());
            if (branch.data() == null) {
                method.addStatement("return null");
            } else {
                method.addStatement("return new $T()", branch.data().nestedClass("Builder"));
            }
            method.endControlFlow();
        }
        method.beginControlFlow("default ->")
                .addStatement("return new UnknownMembers()")
                .endControlFlow();
        return method.endControlFlow().build();
    }

    private void addIsShared(TypeSpec.Builder type) {
        Set<String> shared = new LinkedHashSet<>();
        branches.forEach(branch -> shared.addAll(branch.shared()));
        if (shared.isEmpty()) {
            return;
        }
        CodeBlock names = CodeBlock.join(
                shared.stream().map(name -> CodeBlock.of("$S", name)).toList(), ", ");
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(Set.class, String.class),
                        "SHARED",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer("$T.of($L)", Set.class, names)
                .build());
        type.addMethod(overriding("isShared_", TypeName.BOOLEAN)
                .addParameter(String.class, "name")
                .addStatement("return SHARED.contains(name)")
                .build());
    }

    private MethodSpec build() {
        MethodSpec.Builder method = MethodSpec.methodBuilder("build").returns(self);
        method.addStatement("$1T common = base.build()", base);
        method.beginControlFlow("switch (tag())");
        for (UnionRule.Branch branch : branches) {
            method.beginControlFlow("case $S ->", branch.value());
            if (branch.data() == null) {
                method.addStatement("return new $T(common)", branch.type());
            } else {
                method.addStatement(
                        "return new $T(common, (($T) $T.requireNonNull(branch())).build())",
                        branch.type(),
                        branch.data().nestedClass("Builder"),
                        Objects.class);
            }
            method.endControlFlow();
        }
        method.beginControlFlow("default ->")
                .addStatement(
                        "return new $T(common, ((UnknownMembers) $T.requireNonNull(branch())).members())",
                        self.nestedClass("UnknownBranch"),
                        Objects.class)
                .endControlFlow();
        return method.endControlFlow().build();
    }

    // The tag as text; empty if it is absent.
    private MethodSpec tag() {
        boolean isEnum =
                tag.type() instanceof TypeRef.Named named && types.schema().type(named.name()) instanceof EnumType;
        return MethodSpec.methodBuilder("tag")
                .addModifiers(Modifier.PRIVATE)
                .returns(String.class)
                .addStatement(
                        isEnum
                                ? "return base.$1N == null ? $2S : base.$1N.wireName()"
                                : "return base.$1N == null ? $2S : base.$1N",
                        tag.javaName(),
                        "")
                .build();
    }

    private static MethodSpec.Builder overriding(String name, TypeName returned) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(returned);
    }
}

package org.qmp4j.codegen;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Generates a final class with members: the common part of structs, commands and events. */
final class ObjectClass {
    private static final ClassName UNSIGNED = JavaTypes.typed("Unsigned");
    private static final ClassName JSON_VALUES = JavaTypes.protocol("JsonValues");
    static final TypeName UNKNOWN =
            ParameterizedTypeName.get(ClassName.get(Map.class), JavaTypes.STRING, JavaTypes.JSON_NODE);

    private final String schemaName;
    private final ClassName self;
    private final ClassName builder;
    private final List<Property> properties;
    private final TypeSpec.Builder type;
    private final Docs docs;

    /**
     * Creates a class without methods.
     *
     * @param schemaName the name of the object in the schema, for messages and {@code toString()}
     */
    ObjectClass(ClassName self, String schemaName, List<Property> properties, Docs docs) {
        this.self = self;
        this.schemaName = schemaName;
        this.builder = self.nestedClass("Builder");
        this.properties = properties;
        this.docs = docs;
        Limits.requireAtMost(Limits.MEMBERS, properties.size(), "members", schemaName);
        this.type = TypeSpec.classBuilder(self).addModifiers(Modifier.PUBLIC, Modifier.FINAL);
    }

    TypeSpec.Builder type() {
        return type;
    }

    List<Property> required() {
        return properties.stream().filter(one -> !one.optional()).toList();
    }

    void addFields() {
        for (Property one : properties) {
            type.addField(JavaTypes.nullable(one.boxed()), one.javaName(), Modifier.PRIVATE, Modifier.FINAL);
        }
        type.addField(UNKNOWN, "unknownMembers", Modifier.PRIVATE, Modifier.FINAL);
    }

    /** The parameters and statements of the constructor; the caller can add more. */
    MethodSpec.Builder constructor() {
        MethodSpec.Builder constructor = MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(builder, "from")
                .addParameter(UNKNOWN, "unknownMembers");
        properties.forEach(one -> constructor.addStatement("this.$1N = from.$1N", one.javaName()));
        return constructor.addStatement("this.unknownMembers = unknownMembers");
    }

    void addAccessors() {
        for (Property one : properties) {
            CodeBlock value = CodeBlock.of("this.$N", one.javaName());
            addAccessor(one, "", one.boxed(), value);
            if (one.isUnsigned()) {
                CodeBlock number = CodeBlock.of("$T.toBigIntegerOrNull($L)", UNSIGNED, value);
                addAccessor(one, "Unsigned", ClassName.get(BigInteger.class), number);
            }
            if (one.omitted()) {
                type.addMethod(Docs.presence(one)
                        .addStatement("return this.$N != null", one.javaName())
                        .build());
            }
        }
    }

    private void addAccessor(Property one, String suffix, TypeName boxed, CodeBlock value) {
        MethodSpec.Builder accessor = MethodSpec.methodBuilder(one.accessor() + suffix)
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(docs.ofAccessor(one, one.accessor(), suffix))
                .addAnnotations(Docs.annotations(one.wireName(), one.attributes()));
        TypeName returned = one.optional()
                ? ParameterizedTypeName.get(ClassName.get(Optional.class), boxed)
                : boxed.isBoxedPrimitive() ? boxed.unbox() : boxed;
        accessor.returns(returned)
                .addStatement(
                        "return $T.$L($L, unknownMembers, $S, $S)",
                        JavaTypes.MEMBERS,
                        one.optional() ? "optional" : "required",
                        value,
                        schemaName,
                        one.wireName());
        type.addMethod(accessor.build());
    }

    /** Adds the methods that {@code TypedObject} requires. */
    void addObjectMethods() {
        MethodSpec.Builder write = MethodSpec.methodBuilder("writeMembers")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(JavaTypes.JSON_GENERATOR, "out");
        addWrites(write);
        type.addMethod(write.build());
        type.addMethod(MethodSpec.methodBuilder("unknownMembers")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(UNKNOWN)
                .addStatement("return unknownMembers")
                .build());
    }

    void addWrites(MethodSpec.Builder write) {
        for (Property one : properties) {
            write.addStatement(
                    "$T.$L(out, $S, this.$N)",
                    JavaTypes.MEMBERS,
                    one.isUnsigned() ? "writeUnsigned" : "write",
                    one.wireName(),
                    one.javaName());
        }
        write.addStatement("$T.writeAll(out, unknownMembers)", JavaTypes.MEMBERS);
    }

    /** Adds equals and hashCode. */
    void addValueMethods() {
        List<CodeBlock> values = new ArrayList<>();
        properties.forEach(one -> values.add(CodeBlock.of("this.$N", one.javaName())));
        values.add(CodeBlock.of("unknownMembers"));
        ArrayTypeName array = ArrayTypeName.of(JavaTypes.nullable(ClassName.get(Object.class)));
        type.addMethod(MethodSpec.methodBuilder("memberValues")
                .addModifiers(Modifier.PRIVATE)
                .returns(array)
                .addStatement("return new $T[] {$L}", Object.class, CodeBlock.join(values, ", "))
                .build());
        type.addMethod(MethodSpec.methodBuilder("equals")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(boolean.class)
                .addParameter(JavaTypes.nullable(ClassName.get(Object.class)), "other")
                .addStatement(
                        "return other instanceof $T that && $T.equal(memberValues(), that.memberValues())",
                        self,
                        JavaTypes.MEMBERS)
                .build());
        type.addMethod(MethodSpec.methodBuilder("hashCode")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(int.class)
                .addStatement("return $T.hash(memberValues())", JavaTypes.MEMBERS)
                .build());
    }

    /** Adds toString for a class that is never nested in a value. */
    void addToString() {
        type.addMethod(MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $T.toString($L, memberValues())", JavaTypes.MEMBERS, shownNames())
                .build());
    }

    /** Adds toString, and the method that appends the value to the text of another value. */
    void addText() {
        Texts.add(type, CodeBlock.of("$T.appendObject(text, $L, memberValues())", JavaTypes.MEMBERS, shownNames()));
    }

    private CodeBlock shownNames() {
        List<CodeBlock> names = properties.stream()
                .map(one -> (one.secret() ? "!" : "") + one.wireName())
                .map(name -> CodeBlock.of("$S", name))
                .toList();
        return CodeBlock.of("$S, $T.of($L)", schemaName, List.class, CodeBlock.join(names, ", "));
    }

    // ---- the builder

    /** Adds static methods that create a value, or a builder, from the mandatory members. */
    void addFactories() {
        Limits.requireParameters(required(), schemaName);
        addFactories(false);
        if (required().stream().anyMatch(Property::isUnsigned)) {
            addFactories(true);
        }
        type.addMethod(MethodSpec.methodBuilder("toBuilder")
                .addJavadoc("Creates a builder with all members of this value.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addStatement("return new $T(this)", builder)
                .build());
    }

    private void addFactories(boolean wide) {
        boolean hasOptional = required().size() < properties.size();
        CodeBlock arguments = CodeBlock.join(
                required().stream()
                        .map(one -> CodeBlock.of("$N", one.javaName()))
                        .toList(),
                ", ");
        type.addMethod(factory("of", self, wide)
                .addJavadoc(
                        hasOptional
                                ? "Creates a value with only the mandatory members.\n"
                                : "Creates a value with all members.\n")
                .addStatement("return builder($L).build()", arguments)
                .build());
        MethodSpec.Builder begin = factory("builder", builder, wide)
                .addJavadoc("Creates a builder with the mandatory members.\n")
                .addStatement("$1T made_ = new $1T()", builder);
        required().forEach(one -> begin.addStatement("made_.$1N($1N)", one.javaName()));
        type.addMethod(begin.addStatement("return made_").build());
    }

    private MethodSpec.Builder factory(String name, TypeName returned, boolean wide) {
        MethodSpec.Builder factory = MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(returned);
        required().forEach(one -> factory.addParameter(one.parameter(wide), one.javaName()));
        return factory;
    }

    /** The builder, which also reads JSON. It has no setters if values are only created from JSON. */
    TypeSpec.Builder builder(boolean setters, JavaTypes types) {
        TypeSpec.Builder nested = TypeSpec.classBuilder(builder)
                .superclass(JavaTypes.typed("TypedBuilder"))
                .addModifiers(setters ? Modifier.PUBLIC : Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);
        for (Property one : properties) {
            nested.addField(FieldSpec.builder(JavaTypes.nullable(one.boxed()), one.javaName())
                    .build());
        }
        nested.addMethod(MethodSpec.constructorBuilder().build());
        if (setters) {
            nested.addJavadoc("Collects the members of a {@link $T}.\n", self);
            nested.addMethod(copyConstructor());
            properties.forEach(one -> addSetters(nested, one));
            nested.addMethod(MethodSpec.methodBuilder("build")
                    .addJavadoc("Creates the value.\n")
                    .addModifiers(Modifier.PUBLIC)
                    .returns(self)
                    .addStatement("return new $T(this, keptMembers())", self)
                    .build());
        }
        return nested.addMethod(readMember(types));
    }

    private MethodSpec copyConstructor() {
        MethodSpec.Builder copy =
                MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addParameter(self, "from");
        properties.forEach(one -> copy.addStatement("this.$1N = from.$1N", one.javaName()));
        return copy.addStatement("keepAll(from.unknownMembers)").build();
    }

    private void addSetters(TypeSpec.Builder nested, Property one) {
        nested.addMethod(setter(one, false));
        if (one.isUnsigned()) {
            nested.addMethod(setter(one, true));
        }
    }

    /** The value of a setter's parameter, checked and copied. */
    private static CodeBlock checked(Property one) {
        if (one.isAny()) {
            return CodeBlock.of("$T.tree($S, $N)", JSON_VALUES, one.wireName(), one.javaName());
        }
        if (one.isList()) {
            return CodeBlock.of("$T.copyOf($N)", List.class, one.javaName());
        }
        if (one.isUnsigned()) {
            return CodeBlock.of("$T.bitsOf($N)", UNSIGNED, one.javaName());
        }
        return one.plain().isPrimitive()
                ? CodeBlock.of("$N", one.javaName())
                : CodeBlock.of("$T.requireNonNull($N)", Objects.class, one.javaName());
    }

    private MethodSpec setter(Property one, boolean wide) {
        return MethodSpec.methodBuilder(one.javaName())
                .addModifiers(Modifier.PUBLIC)
                .addJavadoc(docs.of(one.wireName(), Optional.of(one.type()), one.attributes()))
                .addAnnotations(Docs.annotations(one.wireName(), one.attributes()))
                .returns(builder)
                .addParameter(one.parameter(wide), one.javaName())
                .addStatement("this.$N = $L", one.javaName(), checked(one))
                .addStatement("set_($S)", one.wireName())
                .addStatement("return this")
                .build();
    }

    private MethodSpec readMember(JavaTypes types) {
        MethodSpec.Builder read = MethodSpec.methodBuilder("readMember")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PROTECTED)
                .returns(boolean.class)
                .addParameter(String.class, "name")
                .addParameter(JavaTypes.READER, "in");
        if (properties.isEmpty()) {
            return read.addStatement("return false").build();
        }
        read.beginControlFlow("switch (name)");
        for (Property one : properties) {
            read.addStatement("case $S -> this.$N = $L", one.wireName(), one.javaName(), types.read(one.type()));
        }
        return read.beginControlFlow("default ->")
                .addStatement("return false")
                .endControlFlow()
                .endControlFlow()
                .addStatement("return true")
                .build();
    }
}

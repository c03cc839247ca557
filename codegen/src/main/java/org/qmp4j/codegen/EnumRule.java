package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.EnumType;

/** Generates an enumeration: a final class with a constant for each value. It also represents unknown values. */
final class EnumRule {
    /** The constant of {@code Known} for all values that are not known. */
    private static final String UNRECOGNIZED = "UNRECOGNIZED";

    private final JavaTypes types;
    private final Docs docs;

    EnumRule(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    TypeSpec apply(EnumType definition) {
        ClassName self = types.type(definition.name());
        ClassName known = self.nestedClass("Known");
        Limits.requireAtMost(Limits.ENUM_VALUES, definition.values().size(), "values", definition.name());
        Map<String, EnumType.Value> constants = new LinkedHashMap<>();
        definition.values().forEach(value -> add(constants, value, definition.name()));
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addJavadoc(docs.of("The enumeration", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(JavaTypes.protocol("OpenEnum"));
        TypeSpec.Builder names = TypeSpec.enumBuilder(known)
                .addJavadoc("The known values, for {@code switch}.\n")
                .addModifiers(Modifier.PUBLIC);
        constants.keySet().forEach(names::addEnumConstant);
        names.addEnumConstant(
                UNRECOGNIZED,
                TypeSpec.anonymousClassBuilder("")
                        .addJavadoc("A value that this build does not know.\n")
                        .build());
        constants.forEach((name, value) ->
                type.addField(FieldSpec.builder(self, name, Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                        .addJavadoc(docs.of(value.name(), Optional.empty(), value.attributes()))
                        .addAnnotations(Docs.annotations(value.name(), value.attributes()))
                        .initializer("new $T($S, $T.$L)", self, value.name(), known, name)
                        .build()));
        addState(type, known);
        addFactories(type, self, constants);
        addMethods(type, self, known);
        return type.addType(names.build()).build();
    }

    private static void add(Map<String, EnumType.Value> constants, EnumType.Value value, String definition) {
        String constant = Names.constant(value.name());
        if (constant.equals(UNRECOGNIZED)) {
            throw new IllegalArgumentException("the value '" + value.name() + "' of '" + definition + "' would be "
                    + constant + " in Java, which is the constant for unknown values: leave it out of the schema");
        }
        if (constants.put(constant, value) != null) {
            throw new IllegalArgumentException(
                    "two values of '" + definition + "' would both be " + constant + " in Java");
        }
    }

    private static void addState(TypeSpec.Builder type, ClassName known) {
        type.addField(String.class, "wireName", Modifier.PRIVATE, Modifier.FINAL);
        type.addField(known, "known", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(String.class, "wireName")
                .addParameter(known, "known")
                .addStatement("this.wireName = $T.requireNonNull(wireName)", Objects.class)
                .addStatement("this.known = known")
                .build());
    }

    private static void addFactories(TypeSpec.Builder type, ClassName self, Map<String, EnumType.Value> constants) {
        MethodSpec.Builder of = MethodSpec.methodBuilder("of")
                .addJavadoc("The constant of that name; for an unknown name, a value that keeps it unchanged.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(String.class, "wireName");
        CodeBlock unrecognized = CodeBlock.of("new $T(wireName, Known.$L)", self, UNRECOGNIZED);
        if (constants.isEmpty()) {
            of.addStatement("return $L", unrecognized);
        } else if (constants.size() > Limits.SWITCHED_ENUM_VALUES) {
            addMap(type, self);
            of.addStatement("$T found = BY_WIRE_NAME.get(wireName)", JavaTypes.nullable(self));
            of.addStatement("return found == null ? $L : found", unrecognized);
        } else {
            of.beginControlFlow("return switch (wireName)");
            constants.forEach((name, value) -> of.addStatement("case $S -> $L", value.name(), name));
            of.addStatement("default -> $L", unrecognized).addCode("$<};\n");
        }
        type.addMethod(of.build());
        TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), self);
        type.addMethod(MethodSpec.methodBuilder("values")
                .addJavadoc("The known values, in the schema's order.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(list)
                .addStatement("return $T.of($L)", List.class, String.join(", ", constants.keySet()))
                .build());
    }

    private static void addMap(TypeSpec.Builder type, ClassName self) {
        type.addField(FieldSpec.builder(
                        ParameterizedTypeName.get(ClassName.get(Map.class), JavaTypes.STRING, self),
                        "BY_WIRE_NAME",
                        Modifier.PRIVATE,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .initializer(
                        "values().stream().collect($T.toUnmodifiableMap($T::wireName, $T.identity()))",
                        Collectors.class,
                        self,
                        Function.class)
                .build());
    }

    private static void addMethods(TypeSpec.Builder type, ClassName self, ClassName known) {
        type.addMethod(overriding("wireName", String.class)
                .addStatement("return wireName")
                .build());
        type.addMethod(MethodSpec.methodBuilder("known")
                .addJavadoc(
                        "The constant for a {@code switch}; {@link Known#UNRECOGNIZED} if this build does not know the value.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(known)
                .addStatement("return known")
                .build());
        type.addMethod(overriding("equals", boolean.class)
                .addParameter(JavaTypes.nullable(ClassName.get(Object.class)), "other")
                .addStatement("return other instanceof $T that && wireName.equals(that.wireName)", self)
                .build());
        type.addMethod(overriding("hashCode", int.class)
                .addStatement("return wireName.hashCode()")
                .build());
        type.addMethod(overriding("toString", String.class)
                .addStatement("return wireName")
                .build());
    }

    private static MethodSpec.Builder overriding(String name, Class<?> returned) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returned);
    }
}

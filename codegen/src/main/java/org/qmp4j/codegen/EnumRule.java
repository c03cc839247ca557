package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
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

/** An enumeration: a final class with a constant for each value, which holds values that are not known yet as well. */
final class EnumRule {
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
        for (EnumType.Value value : definition.values()) {
            if (constants.put(Names.constant(value.name()), value) != null) {
                throw new IllegalArgumentException("two values of '" + definition.name() + "' would both be "
                        + Names.constant(value.name()) + " in Java");
            }
        }
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addJavadoc(docs.of("The enumeration", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addSuperinterface(JavaTypes.protocol("OpenEnum"));
        TypeSpec.Builder names = TypeSpec.enumBuilder(known)
                .addJavadoc("The known values, for {@code switch}.\n")
                .addModifiers(Modifier.PUBLIC);
        constants.keySet().forEach(names::addEnumConstant);
        if (constants.isEmpty()) {
            names.addEnumConstant("NONE_YET");
        }
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

    private static void addState(TypeSpec.Builder type, ClassName known) {
        type.addField(String.class, "wireName", Modifier.PRIVATE, Modifier.FINAL);
        type.addField(JavaTypes.nullable(known), "known", Modifier.PRIVATE, Modifier.FINAL);
        type.addMethod(MethodSpec.constructorBuilder()
                .addModifiers(Modifier.PRIVATE)
                .addParameter(String.class, "wireName")
                .addParameter(JavaTypes.nullable(known), "known")
                .addStatement("this.wireName = $T.requireNonNull(wireName)", Objects.class)
                .addStatement("this.known = known")
                .build());
    }

    private static void addFactories(TypeSpec.Builder type, ClassName self, Map<String, EnumType.Value> constants) {
        MethodSpec.Builder of = MethodSpec.methodBuilder("of")
                .addJavadoc("The constant of that name, or a value that carries an unknown name unchanged.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(String.class, "wireName");
        if (constants.isEmpty()) {
            of.addStatement("return new $T(wireName, null)", self);
        } else if (constants.size() > Limits.SWITCHED_ENUM_VALUES) {
            addMap(type, self);
            of.addStatement("$T found = BY_WIRE_NAME.get(wireName)", JavaTypes.nullable(self));
            of.addStatement("return found == null ? new $T(wireName, null) : found", self);
        } else {
            of.beginControlFlow("return switch (wireName)");
            constants.forEach((name, value) -> of.addStatement("case $S -> $L", value.name(), name));
            of.addStatement("default -> new $T(wireName, null)", self).addCode("$<};\n");
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
                .addJavadoc("The value for a {@code switch}; empty where this build does not know it.\n")
                .addModifiers(Modifier.PUBLIC)
                .returns(ParameterizedTypeName.get(ClassName.get(Optional.class), known))
                .addStatement("return $T.ofNullable(known)", Optional.class)
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

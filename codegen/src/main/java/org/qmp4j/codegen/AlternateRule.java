package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.AlternateType;
import org.qmp4j.schema.model.BuiltinType;
import org.qmp4j.schema.model.EnumType;
import org.qmp4j.schema.model.Type;
import org.qmp4j.schema.model.TypeRef;

/** Generates an alternate: a sealed interface with a record for each type of the value. */
final class AlternateRule {
    private static final ClassName TOKEN = ClassName.get("tools.jackson.core", "JsonToken");

    private final JavaTypes types;
    private final Docs docs;

    AlternateRule(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    /** One of the types, with its names in Java. If {@code isNull}, the value is JSON's null. */
    private record Alternative(AlternateType.Alternative source, ClassName record, TypeName value, boolean isNull) {}

    TypeSpec apply(AlternateType definition) {
        ClassName self = types.type(definition.name());
        List<Alternative> alternatives = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (AlternateType.Alternative one : definition.alternatives()) {
            TypeName boxed = types.element(one.type());
            ClassName record = self.nestedClass(Names.nested(one.name(), self.simpleName()));
            JavaTypes.takeNested(names, record, one.name(), definition.name());
            alternatives.add(new Alternative(
                    one,
                    record,
                    boxed.isBoxedPrimitive() ? boxed.unbox() : boxed,
                    one.type().toString().equals("null")));
        }
        TypeSpec.Builder type = TypeSpec.interfaceBuilder(self)
                .addJavadoc(docs.of("The alternate", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addModifiers(Modifier.PUBLIC, Modifier.SEALED)
                .addSuperinterface(JavaTypes.typed("TypedValue"));
        for (Alternative one : alternatives) {
            type.addMethod(factory(one));
            type.addPermittedSubclass(one.record()).addType(record(self, one));
        }
        Readers.add(type, self, "Reads one, of whatever JSON type it is.\n", read(self, alternatives));
        ClassName unknown = self.nestedClass("UnknownValue");
        return type.addPermittedSubclass(unknown)
                .addType(unknown(self, unknown))
                .build();
    }

    private static MethodSpec factory(Alternative one) {
        MethodSpec.Builder of = MethodSpec.methodBuilder(one.isNull() ? "ofNull" : "of")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(one.record());
        return one.isNull()
                ? of.addJavadoc("JSON's {@code null}.\n")
                        .addStatement("return new $T()", one.record())
                        .build()
                : of.addJavadoc(
                                "{@code $L}.\n",
                                Docs.harmless(one.source().type().toString()))
                        .addParameter(one.value(), "value")
                        .addStatement("return new $T(value)", one.record())
                        .build();
    }

    private TypeSpec record(ClassName self, Alternative one) {
        MethodSpec.Builder components = MethodSpec.constructorBuilder();
        if (!one.isNull()) {
            components.addParameter(one.value(), "value");
        }
        TypeSpec.Builder type = TypeSpec.recordBuilder(one.record())
                .addJavadoc(docs.of(
                        one.source().name(),
                        Optional.of(one.source().type()),
                        one.source().attributes()))
                .addAnnotations(
                        Docs.annotations(one.source().name(), one.source().attributes()))
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addSuperinterface(self)
                .recordConstructor(components.build())
                .addMethod(write(
                        one.isNull()
                                ? CodeBlock.of("out.writeNull()")
                                : CodeBlock.of("$T.writeValue(out, value)", JavaTypes.MEMBERS)));
        if (!one.isNull()) {
            Texts.addOfRecord(type, one.record(), List.of("value"));
        }
        return type.build();
    }

    private static TypeSpec unknown(ClassName self, ClassName unknown) {
        return TypeSpec.recordBuilder(unknown)
                .addJavadoc("A value of a JSON type that this build does not expect.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addSuperinterface(self)
                .recordConstructor(MethodSpec.constructorBuilder()
                        .addParameter(JavaTypes.JSON_NODE, "value")
                        .build())
                .addMethod(write(CodeBlock.of("$T.writeValue(out, value)", JavaTypes.MEMBERS)))
                .build();
    }

    private static MethodSpec write(CodeBlock statement) {
        return MethodSpec.methodBuilder("write")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(JavaTypes.JSON_GENERATOR, "out")
                .addStatement(statement)
                .build();
    }

    private CodeBlock read(ClassName self, List<Alternative> alternatives) {
        CodeBlock.Builder read = CodeBlock.builder();
        for (Alternative one : alternatives) {
            read.beginControlFlow("if ($L)", isOfItsKind(one.source().type()));
            if (one.isNull()) {
                read.addStatement("return new $T()", one.record());
            } else {
                read.addStatement(
                        "return new $T($L)",
                        one.record(),
                        types.readElement(one.source().type(), "in"));
            }
            read.endControlFlow();
        }
        return read.addStatement("return new $T(in.readAny())", self.nestedClass("UnknownValue"))
                .build();
    }

    private CodeBlock isOfItsKind(TypeRef type) {
        if (type instanceof TypeRef.ListOf) {
            return CodeBlock.of("in.token() == $T.START_ARRAY", TOKEN);
        }
        Type named = types.schema().type(type.toString());
        if (named instanceof EnumType) {
            return CodeBlock.of("in.token() == $T.VALUE_STRING", TOKEN);
        }
        if (!(named instanceof BuiltinType builtin)) {
            return CodeBlock.of("in.token() == $T.START_OBJECT", TOKEN);
        }
        return switch (builtin.json()) {
            case STRING -> CodeBlock.of("in.token() == $T.VALUE_STRING", TOKEN);
            case INT -> CodeBlock.of("in.token() == $T.VALUE_NUMBER_INT", TOKEN);
            case NUMBER -> CodeBlock.of("in.token().isNumeric()");
            case BOOLEAN -> CodeBlock.of("in.token().isBoolean()");
            case NULL -> CodeBlock.of("in.token() == $T.VALUE_NULL", TOKEN);
            case VALUE -> CodeBlock.of("true");
        };
    }
}

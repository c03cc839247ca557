package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;

/** Generates an event: a final class with the members of its data, or with the union that is its data, and its event type. */
final class EventRule {
    private static final ClassName EVENT_TYPE = JavaTypes.protocol("EventType");
    private static final ClassName RAW_EVENT = JavaTypes.protocol("RawEvent");
    private static final ClassName TYPED_EVENT = JavaTypes.typed("TypedEvent");

    private final JavaTypes types;
    private final Docs docs;

    EventRule(JavaTypes types, Docs docs) {
        this.types = types;
        this.docs = docs;
    }

    TypeSpec apply(Event definition) {
        ClassName self = types.event(definition.name());
        Optional<ObjectType> data = definition.data().map(types.schema()::object);
        TypeSpec.Builder type = data.flatMap(ObjectType::variants).isPresent()
                ? unionEvent(self, definition.name(), types.type(data.get().name()))
                : memberEvent(self, definition, data.map(types::properties).orElse(List.of()));
        return type.addJavadoc(docs.of("The event", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addSuperinterface(TYPED_EVENT)
                .addField(FieldSpec.builder(
                                ParameterizedTypeName.get(EVENT_TYPE, self),
                                "TYPE",
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc("The type of event, for subscriptions.\n")
                        .initializer("$T.of($S, $T::of)", EVENT_TYPE, definition.name(), self)
                        .build())
                .addMethod(
                        overriding("raw", RAW_EVENT).addStatement("return raw").build())
                .build();
    }

    // ---- data that is members of the event

    private TypeSpec.Builder memberEvent(ClassName self, Event definition, List<Property> members) {
        List<Property> properties = members.stream()
                .map(one -> one.named(Names.member(one.wireName(), Names.OF_EVENTS)))
                .toList();
        ObjectClass event = new ObjectClass(self, definition.name(), properties, docs);
        event.addFields();
        event.type().addField(RAW_EVENT, "raw", Modifier.PRIVATE, Modifier.FINAL);
        event.type()
                .addMethod(event.constructor()
                        .addParameter(RAW_EVENT, "raw")
                        .addStatement("this.raw = raw")
                        .build());
        event.type()
                .addMethod(of(
                        self,
                        CodeBlock.of("$T.read(raw, new $T()).build(raw)", TYPED_EVENT, self.nestedClass("Builder"))));
        event.addAccessors();
        event.addObjectMethods();
        event.addValueMethods();
        event.addText();
        return event.type().addType(builder(event, self));
    }

    // ---- data that is one value

    private static TypeSpec.Builder unionEvent(ClassName self, String name, ClassName union) {
        return TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addField(union, "data", Modifier.PRIVATE, Modifier.FINAL)
                .addField(RAW_EVENT, "raw", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(union, "data")
                        .addParameter(RAW_EVENT, "raw")
                        .addStatement("this.data = data")
                        .addStatement("this.raw = raw")
                        .build())
                .addMethod(of(self, CodeBlock.of("new $T($T.readData(raw, $T::read), raw)", self, TYPED_EVENT, union)))
                .addMethod(MethodSpec.methodBuilder("data")
                        .addJavadoc("The data of the event.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(union)
                        .addStatement("return data")
                        .build())
                .addMethod(overriding("writeMembers", TypeName.VOID)
                        .addParameter(JavaTypes.JSON_GENERATOR, "out")
                        .addStatement("data.writeMembers(out)")
                        .build())
                .addMethod(overriding("unknownMembers", ObjectClass.UNKNOWN)
                        .addStatement("return data.unknownMembers()")
                        .build())
                .addMethod(overriding("equals", TypeName.BOOLEAN)
                        .addParameter(JavaTypes.nullable(ClassName.get(Object.class)), "other")
                        .addStatement("return other instanceof $T that && data.equals(that.data)", self)
                        .build())
                .addMethod(overriding("hashCode", TypeName.INT)
                        .addStatement("return data.hashCode()")
                        .build())
                .addMethod(overriding("toString", JavaTypes.STRING)
                        .addStatement("return $S + data", name + " ")
                        .build());
    }

    private static MethodSpec.Builder overriding(String name, TypeName returned) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returned);
    }

    private static MethodSpec of(ClassName self, CodeBlock value) {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("Decodes a received event.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(RAW_EVENT, "raw")
                .addStatement("$T.requireNonNull(raw)", Objects.class)
                .addStatement("return $L", value)
                .build();
    }

    private TypeSpec builder(ObjectClass event, ClassName self) {
        return event.builder(false, types)
                .addMethod(MethodSpec.methodBuilder("build")
                        .addModifiers(Modifier.PRIVATE)
                        .returns(self)
                        .addParameter(RAW_EVENT, "raw")
                        .addStatement("return new $T(this, keptMembers(), raw)", self)
                        .build())
                .build();
    }
}

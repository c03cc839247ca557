package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import java.util.Objects;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Event;
import org.qmp4j.schema.model.ObjectType;

/** An event: a final class with its data's members, and the event type that makes it. */
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
        List<Property> properties = definition
                .data()
                .map(types.schema()::object)
                .map(data -> members(definition, data))
                .orElse(List.of());
        ClassName self = types.event(definition.name());
        ObjectClass event = new ObjectClass(self, definition.name(), properties, docs);
        event.type()
                .addJavadoc(docs.of("The event", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addSuperinterface(TYPED_EVENT)
                .addField(FieldSpec.builder(
                                ParameterizedTypeName.get(EVENT_TYPE, self),
                                "TYPE",
                                Modifier.PUBLIC,
                                Modifier.STATIC,
                                Modifier.FINAL)
                        .addJavadoc("What to subscribe to.\n")
                        .initializer("$T.of($S, $T::of)", EVENT_TYPE, definition.name(), self)
                        .build());
        event.addFields();
        event.type().addField(RAW_EVENT, "raw", Modifier.PRIVATE, Modifier.FINAL);
        event.type()
                .addMethod(event.constructor()
                        .addParameter(RAW_EVENT, "raw")
                        .addStatement("this.raw = raw")
                        .build());
        event.type().addMethod(of(self));
        event.addAccessors();
        event.type()
                .addMethod(MethodSpec.methodBuilder("raw")
                        .addAnnotation(Override.class)
                        .addModifiers(Modifier.PUBLIC)
                        .returns(RAW_EVENT)
                        .addStatement("return raw")
                        .build());
        event.addObjectMethods();
        event.addValueMethods();
        return event.type().addType(builder(event, self)).build();
    }

    // The language allows it; no version of QEMU has such an event.
    private List<Property> members(Event definition, ObjectType data) {
        if (data.variants().isPresent()) {
            throw new IllegalArgumentException("event '" + definition.name() + "': its data is a union, '" + data.name()
                    + "', for which no class can be generated; wrap the union in a struct");
        }
        return types.properties(data).stream()
                .map(one -> one.named(Names.member(one.wireName(), Names.OF_EVENTS)))
                .toList();
    }

    private static MethodSpec of(ClassName self) {
        return MethodSpec.methodBuilder("of")
                .addJavadoc("The event that came.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(RAW_EVENT, "raw")
                .addStatement("$T.requireNonNull(raw)", Objects.class)
                .addStatement("return $T.read(raw, new $T()).build(raw)", TYPED_EVENT, self.nestedClass("Builder"))
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

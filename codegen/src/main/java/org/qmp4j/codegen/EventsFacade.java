package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import com.palantir.javapoet.WildcardTypeName;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Event;

/** A class with a constant for each type of event, and a way from the name of an event to its type. */
final class EventsFacade {
    private static final ClassName EVENT_TYPE = JavaTypes.protocol("EventType");
    private static final TypeName ANY_TYPE =
            ParameterizedTypeName.get(EVENT_TYPE, WildcardTypeName.subtypeOf(JavaTypes.typed("TypedEvent")));
    private static final TypeName MAP = ParameterizedTypeName.get(ClassName.get(Map.class), JavaTypes.STRING, ANY_TYPE);

    private final JavaTypes types;
    private final Docs docs;
    private final Peer peer;

    EventsFacade(JavaTypes types, Docs docs, Peer peer) {
        this.types = types;
        this.docs = docs;
        this.peer = peer;
    }

    TypeSpec apply() {
        ClassName self = types.facade(peer, "Events");
        List<Event> events = types.schema().events().values().stream()
                .sorted(Comparator.comparing(Event::name))
                .toList();
        Limits.requireAtMost(Limits.FACADE, events.size(), "events", self.simpleName());
        TypeSpec.Builder type = Facades.begin(self).addJavadoc("All types of events.\n");
        events.forEach(event -> type.addField(constant(event)));
        return type.addField(FieldSpec.builder(MAP, "byName", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("collected()")
                        .build())
                .addMethod(byName())
                .addMethod(all())
                .addMethod(collected(events))
                .build();
    }

    private FieldSpec constant(Event event) {
        ClassName name = types.event(event.name());
        return FieldSpec.builder(
                        ParameterizedTypeName.get(EVENT_TYPE, name),
                        Names.constant(event.name()),
                        Modifier.PUBLIC,
                        Modifier.STATIC,
                        Modifier.FINAL)
                .addJavadoc(docs.of("The event", event))
                .addAnnotations(Docs.annotations(event.name(), event.attributes()))
                .initializer("$T.TYPE", name)
                .build();
    }

    private static MethodSpec byName() {
        return MethodSpec.methodBuilder("byName")
                .addJavadoc("The type of the events of a name; empty for an event that is newer than this build.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ParameterizedTypeName.get(ClassName.get(Optional.class), ANY_TYPE))
                .addParameter(JavaTypes.STRING, "name")
                .addStatement("return $T.ofNullable(byName.get(name))", Optional.class)
                .build();
    }

    private static MethodSpec all() {
        return MethodSpec.methodBuilder("all")
                .addJavadoc("All types, sorted by name.\n")
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(ParameterizedTypeName.get(ClassName.get(Collection.class), ANY_TYPE))
                .addStatement("return byName.values()")
                .build();
    }

    private static MethodSpec collected(List<Event> events) {
        CodeBlock constants = CodeBlock.join(
                events.stream()
                        .map(event -> CodeBlock.of("$N", Names.constant(event.name())))
                        .toList(),
                ",$W");
        return MethodSpec.methodBuilder("collected")
                .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
                .returns(MAP)
                .addStatement("$T types = new $T<>()", MAP, LinkedHashMap.class)
                .beginControlFlow("for ($1T type : $2T.<$1T>of($3L))", ANY_TYPE, List.class, constants)
                .addStatement("types.put(type.name(), type)")
                .endControlFlow()
                .addStatement("return $T.unmodifiableMap(types)", Collections.class)
                .build();
    }
}

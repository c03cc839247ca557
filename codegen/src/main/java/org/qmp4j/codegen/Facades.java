package org.qmp4j.codegen;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** What the classes that list all commands and all events have in common. */
final class Facades {
    private static final ClassName NULL_MARKED = ClassName.get("org.jspecify.annotations", "NullMarked");

    private Facades() {}

    /** A class that only has static members. It is null-marked itself, because its package can have files of other people. */
    static TypeSpec.Builder begin(ClassName self) {
        return TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addAnnotation(NULL_MARKED)
                .addAnnotation(suppressing())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build());
    }

    /** For code that uses a deprecated class: that is no mistake of the program that compiles it. */
    static AnnotationSpec suppressing() {
        return AnnotationSpec.builder(SuppressWarnings.class)
                .addMember("value", "$S", "deprecation")
                .build();
    }
}

package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import java.util.List;
import javax.lang.model.element.Modifier;

/** Generates {@code toString}, and the method that appends a value to the text of the value that contains it. */
final class Texts {
    private Texts() {}

    /** Adds both methods to a class. */
    static void add(TypeSpec.Builder type, CodeBlock append) {
        type.addMethod(MethodSpec.methodBuilder("appendTo")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .addParameter(StringBuilder.class, "text")
                .addStatement(append)
                .build());
        type.addMethod(MethodSpec.methodBuilder("toString")
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(String.class)
                .addStatement("return $T.toString(this)", JavaTypes.MEMBERS)
                .build());
    }

    /** Adds both methods to a record. The text has the usual form of records. */
    static void addOfRecord(TypeSpec.Builder type, ClassName self, List<String> components) {
        CodeBlock names = CodeBlock.join(
                components.stream().map(name -> CodeBlock.of("$S", name)).toList(), ", ");
        add(
                type,
                CodeBlock.of(
                        "$T.appendRecord(text, $S, $T.of($L), $L)",
                        JavaTypes.MEMBERS,
                        self.simpleName(),
                        List.class,
                        names,
                        String.join(", ", components)));
    }
}

package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import javax.lang.model.element.Modifier;

/** The static methods of generated types that make a value from JSON. */
final class Readers {
    private static final ClassName FROM_JSON = JavaTypes.typed("FromJson");
    private static final String ERROR = """
            @throws IllegalArgumentException if it is not valid JSON, or if a part of it has another type than the schema says; the
                message contains the place, such as {@code /backing/file}
            """;

    private Readers() {}

    /** Adds {@code read} for objects, and the methods for callers. */
    static void addOfObject(TypeSpec.Builder type, ClassName self) {
        add(
                type,
                self,
                "Reads one; members may be missing, in any order, or unknown.\n",
                CodeBlock.of("return in.readObject(new $T()).build();\n", self.nestedClass("Builder")));
    }

    /** Adds {@code read} with this code, and the methods for callers. */
    static void add(TypeSpec.Builder type, ClassName self, String doc, CodeBlock code) {
        type.addMethod(reader("read", self, doc, code));
        addFromJson(type, self, "read", self.simpleName(), "A value");
    }

    /** Adds {@code readArguments} of a command with this code, and the methods for callers. */
    static void addOfCommand(TypeSpec.Builder type, ClassName self, String name, CodeBlock code) {
        String doc = "Reads the arguments of such a command; members may be in any order.\n";
        type.addMethod(reader("readArguments", self, doc, code));
        addFromJson(type, self, "readArguments", name, "A command with the arguments");
    }

    private static MethodSpec reader(String name, ClassName self, String doc, CodeBlock code) {
        return MethodSpec.methodBuilder(name)
                .addJavadoc(doc)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(JavaTypes.READER, "in")
                .addCode(code)
                .build();
    }

    private static void addFromJson(TypeSpec.Builder type, ClassName self, String reader, String name, String what) {
        type.addMethod(maker("fromJson", self, JavaTypes.STRING, "json")
                .addJavadoc("$L from JSON, such as {@link #toJson()} returns.\n\n$L", what, ERROR)
                .addStatement("return $T.text($S, json, $T::$L)", FROM_JSON, name, self, reader)
                .build());
        type.addMethod(maker("fromTree", self, JavaTypes.JSON_NODE, "tree")
                .addJavadoc("$L from a tree of JSON, such as {@link #toTree()} returns.\n\n$L", what, ERROR)
                .addStatement("return $T.tree($S, tree, $T::$L)", FROM_JSON, name, self, reader)
                .build());
    }

    private static MethodSpec.Builder maker(String name, ClassName self, TypeName from, String parameter) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .returns(self)
                .addParameter(from, parameter);
    }
}

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
import java.util.Set;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.ObjectType;

/** Generates a command: a final class that contains the arguments and decodes the return value. */
final class CommandRule {
    private static final ClassName TRAIT = JavaTypes.protocol("CommandTrait");
    private static final ClassName NOTHING = JavaTypes.protocol("Nothing");

    private final JavaTypes types;
    private final Docs docs;
    private final Peer peer;

    CommandRule(JavaTypes types, Docs docs, Peer peer) {
        this.types = types;
        this.docs = docs;
        this.peer = peer;
    }

    TypeSpec apply(Command definition) {
        ClassName self = types.command(definition.name());
        Optional<ObjectType> arguments = definition.arguments().map(types.schema()::object);
        boolean isUnion = arguments.flatMap(ObjectType::variants).isPresent();
        List<Property> members = arguments.map(types::properties).orElse(List.of());
        TypeSpec.Builder type = isUnion
                ? unionCommand(
                        self, definition.name(), types.type(arguments.get().name()))
                : members.isEmpty() && definition.flags().gen()
                        ? bareCommand(self)
                        : memberCommand(self, definition, members);
        type.addJavadoc(docs.of("The command", definition))
                .addAnnotations(Docs.annotations(definition.name(), definition.attributes()))
                .addSuperinterface(ParameterizedTypeName.get(
                        JavaTypes.typed(peer == Peer.QEMU ? "TypedQmpCommand" : "TypedGuestAgentCommand"),
                        returned(definition)));
        type.addField(FieldSpec.builder(String.class, "NAME", Modifier.PUBLIC, Modifier.STATIC, Modifier.FINAL)
                .addJavadoc("The name on the wire.\n")
                .initializer("$S", definition.name())
                .build());
        type.addMethod(overriding("name", ClassName.get(String.class))
                .addStatement("return NAME")
                .build());
        type.addMethod(readReturn(definition));
        addTraits(type, definition);
        return type.build();
    }

    // ---- no arguments

    private static TypeSpec.Builder bareCommand(ClassName self) {
        return TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addField(FieldSpec.builder(self, "INSTANCE", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                        .initializer("new $T()", self)
                        .build())
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .build())
                .addMethod(MethodSpec.methodBuilder("of")
                        .addJavadoc("The command, which takes no arguments.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(self)
                        .addStatement("return INSTANCE")
                        .build())
                .addMethod(writeArguments()
                        .addStatement("out.writeStartObject()")
                        .addStatement("out.writeEndObject()")
                        .build())
                .addMethod(overriding("hasArguments", TypeName.BOOLEAN)
                        .addStatement("return false")
                        .build())
                .addMethod(overriding("toString", ClassName.get(String.class))
                        .addStatement("return NAME")
                        .build());
    }

    // ---- arguments that are members of the command

    private TypeSpec.Builder memberCommand(ClassName self, Command definition, List<Property> members) {
        List<Property> properties = members.stream()
                .map(one -> one.withAccessor(Names.member(one.wireName(), Names.OF_COMMANDS)))
                .toList();
        ObjectClass command = new ObjectClass(self, definition.name(), properties, docs);
        command.addFields();
        command.type().addMethod(command.constructor().build());
        command.addFactories();
        String reader = definition.flags().gen() ? "in" : "in.keepingUnknownMembers()";
        Readers.addOfCommand(
                command.type(),
                self,
                definition.name(),
                CodeBlock.of("return $L.readObject(new $T()).build();\n", reader, self.nestedClass("Builder")));
        command.addAccessors();
        MethodSpec.Builder write = writeArguments().addStatement("out.writeStartObject()");
        command.addWrites(write);
        command.type().addMethod(write.addStatement("out.writeEndObject()").build());
        command.type()
                .addMethod(overriding("hasArguments", TypeName.BOOLEAN)
                        .addStatement("return $L", hasArguments(command))
                        .build());
        command.addValueMethods();
        command.addToString();
        TypeSpec.Builder builder = command.builder(true, types);
        if (!definition.flags().gen()) {
            builder.addMethod(furtherArgument(self.nestedClass("Builder")));
        }
        return command.type().addType(builder.build());
    }

    private static CodeBlock hasArguments(ObjectClass command) {
        return command.required().isEmpty()
                ? CodeBlock.of("$T.hasAny(memberValues())", JavaTypes.MEMBERS)
                : CodeBlock.of("true");
    }

    private static MethodSpec furtherArgument(ClassName builder) {
        return MethodSpec.methodBuilder("with")
                .addJavadoc("""
                        Adds an argument that the schema does not list: which ones exist depends on other arguments. An argument that
                        the schema lists is set as by its own method.

                        @param value text, a number, a boolean, null, a list or a map of these, or a {@code JsonNode}
                        @throws IllegalArgumentException if the value is of any other type, or not of the type that the schema lists
                        """)
                .addModifiers(Modifier.PUBLIC)
                .returns(builder)
                .addParameter(String.class, "name")
                .addParameter(JavaTypes.nullable(ClassName.get(Object.class)), "value")
                .addStatement("putArgument(name, value)")
                .addStatement("return this")
                .build();
    }

    // ---- arguments that are one value

    private static TypeSpec.Builder unionCommand(ClassName self, String name, ClassName union) {
        TypeSpec.Builder type = TypeSpec.classBuilder(self)
                .addModifiers(Modifier.PUBLIC, Modifier.FINAL)
                .addField(union, "arguments", Modifier.PRIVATE, Modifier.FINAL)
                .addMethod(MethodSpec.constructorBuilder()
                        .addModifiers(Modifier.PRIVATE)
                        .addParameter(union, "arguments")
                        .addStatement("this.arguments = $T.requireNonNull(arguments)", Objects.class)
                        .build())
                .addMethod(MethodSpec.methodBuilder("of")
                        .addJavadoc("Creates the command with these arguments.\n")
                        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                        .returns(self)
                        .addParameter(union, "arguments")
                        .addStatement("return new $T(arguments)", self)
                        .build());
        Readers.addOfCommand(type, self, name, CodeBlock.of("return of($T.read(in));\n", union));
        return type.addMethod(MethodSpec.methodBuilder("arguments")
                        .addJavadoc("The arguments.\n")
                        .addModifiers(Modifier.PUBLIC)
                        .returns(union)
                        .addStatement("return arguments")
                        .build())
                .addMethod(writeArguments().addStatement("arguments.write(out)").build())
                .addMethod(overriding("hasArguments", TypeName.BOOLEAN)
                        .addStatement("return true")
                        .build())
                .addMethod(overriding("equals", TypeName.BOOLEAN)
                        .addParameter(JavaTypes.nullable(ClassName.get(Object.class)), "other")
                        .addStatement("return other instanceof $T that && arguments.equals(that.arguments)", self)
                        .build())
                .addMethod(overriding("hashCode", TypeName.INT)
                        .addStatement("return arguments.hashCode()")
                        .build())
                .addMethod(overriding("toString", ClassName.get(String.class))
                        .addStatement("return NAME + $S + arguments", " ")
                        .build());
    }

    // ---- members of all commands

    private TypeName returned(Command definition) {
        return definition.returns().map(types::element).orElse(NOTHING);
    }

    private MethodSpec readReturn(Command definition) {
        MethodSpec.Builder read = overriding("readReturn", returned(definition)).addParameter(JavaTypes.READER, "in");
        if (definition.returns().isPresent()) {
            return read.addStatement(
                            "return $L", types.readElement(definition.returns().get(), "in"))
                    .build();
        }
        return read.addStatement("in.skip()")
                .addStatement("return $T.NOTHING", NOTHING)
                .build();
    }

    private void addTraits(TypeSpec.Builder type, Command definition) {
        List<String> traits = Traits.of(definition);
        if (traits.isEmpty()) {
            return;
        }
        CodeBlock all = CodeBlock.join(
                traits.stream().map(name -> CodeBlock.of("$T.$L", TRAIT, name)).toList(), ", ");
        ParameterizedTypeName set = ParameterizedTypeName.get(ClassName.get(Set.class), TRAIT);
        type.addField(FieldSpec.builder(set, "TRAITS", Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
                .initializer("$T.of($L)", Set.class, all)
                .build());
        type.addMethod(overriding("traits", set).addStatement("return TRAITS").build());
    }

    private static MethodSpec.Builder writeArguments() {
        return overriding("writeArguments", TypeName.VOID).addParameter(JavaTypes.JSON_GENERATOR, "out");
    }

    private static MethodSpec.Builder overriding(String name, TypeName returned) {
        return MethodSpec.methodBuilder(name)
                .addAnnotation(Override.class)
                .addModifiers(Modifier.PUBLIC)
                .returns(returned);
    }
}

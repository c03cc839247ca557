package org.qmp4j.codegen;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import javax.lang.model.element.Modifier;
import org.qmp4j.schema.model.Command;
import org.qmp4j.schema.model.ObjectType;

/**
 * A class with a method for each command. Every method returns the command, never a builder, so an optional argument that QEMU adds
 * later changes no signature.
 */
final class CommandsFacade {
    private final JavaTypes types;
    private final Docs docs;
    private final Peer peer;
    /** Which command has a method of a name. */
    private final Map<String, String> owners = new TreeMap<>();

    CommandsFacade(JavaTypes types, Docs docs, Peer peer) {
        this.types = types;
        this.docs = docs;
        this.peer = peer;
    }

    TypeSpec apply() {
        ClassName self = types.facade(peer, "Commands");
        List<Command> commands = types.schema().commands().values().stream()
                .sorted(Comparator.comparing(Command::name))
                .toList();
        Limits.requireAtMost(Limits.FACADE, commands.size(), "commands", self.simpleName());
        TypeSpec.Builder type =
                Facades.begin(self).addJavadoc("""
                        All commands, as methods for a static import. A method takes the arguments that the command requires in every
                        version. If the command has other arguments as well, there is a second method, with a parameter that sets them:
                        {@code $L}. The arguments of a command that is a union are one value.
                        """, "command(required, arguments -> arguments.name(value))");
        commands.forEach(command -> addMethods(type, command));
        return type.build();
    }

    private void addMethods(TypeSpec.Builder type, Command command) {
        ObjectType arguments = command.arguments().map(types.schema()::object).orElse(null);
        if (arguments != null && arguments.variants().isPresent()) {
            type.addMethod(method(command, methodName(command.name()))
                    .addParameter(types.type(arguments.name()), "arguments")
                    .addStatement("return $T.of(arguments)", types.command(command.name()))
                    .build());
            return;
        }
        List<Property> all = arguments == null ? List.of() : types.properties(arguments);
        addMethods(type, command, all, false);
        if (all.stream().anyMatch(one -> !one.optional() && one.isUnsigned())) {
            addMethods(type, command, all, true);
        }
    }

    private void addMethods(TypeSpec.Builder type, Command command, List<Property> all, boolean wide) {
        List<Property> required = all.stream().filter(one -> !one.optional()).toList();
        type.addMethod(withRequired(command, required, wide)
                .addStatement("return $T.of($L)", types.command(command.name()), names(required))
                .build());
        if (all.size() > required.size() || !command.flags().gen()) {
            type.addMethod(withOptional(command, required, wide));
        }
    }

    private MethodSpec withOptional(Command command, List<Property> required, boolean wide) {
        ClassName self = types.command(command.name());
        ClassName builder = self.nestedClass("Builder");
        TypeName consumer = ParameterizedTypeName.get(ClassName.get(Consumer.class), builder);
        boolean isTaken = required.stream().anyMatch(one -> one.javaName().equals("optional"));
        String optional = isTaken ? "optional_" : "optional";
        return withRequired(command, required, wide)
                .addJavadoc("\n@param $L sets the arguments that are optional\n", optional)
                .addParameter(consumer, optional)
                .addStatement("$T made_ = $T.builder($L)", builder, self, names(required))
                .addStatement("$L.accept(made_)", optional)
                .addStatement("return made_.build()")
                .build();
    }

    private MethodSpec.Builder withRequired(Command command, List<Property> required, boolean wide) {
        MethodSpec.Builder method = method(command, methodName(command.name()));
        required.forEach(one -> method.addParameter(one.parameter(wide), one.javaName()));
        return method;
    }

    private MethodSpec.Builder method(Command command, String name) {
        return MethodSpec.methodBuilder(name)
                .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
                .addJavadoc(docs.of("The command", command))
                .addAnnotations(Docs.annotations(command.name(), command.attributes()))
                .returns(types.command(command.name()));
    }

    private static CodeBlock names(List<Property> properties) {
        List<CodeBlock> names = new ArrayList<>();
        properties.forEach(one -> names.add(CodeBlock.of("$N", one.javaName())));
        return CodeBlock.join(names, ", ");
    }

    private String methodName(String command) {
        String prefix = peer == Peer.GUEST_AGENT ? "guest-" : "";
        String name = Names.member(command.startsWith(prefix) ? command.substring(prefix.length()) : command);
        String other = owners.putIfAbsent(name, command);
        if (other != null && !other.equals(command)) {
            throw new IllegalArgumentException("the commands '" + other + "' and '" + command
                    + "' would both be a method " + name + ": rename one of them in the schema, or leave it out");
        }
        return name;
    }
}

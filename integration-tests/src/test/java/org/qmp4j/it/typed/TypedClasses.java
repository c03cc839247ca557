package org.qmp4j.it.typed;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Locale;
import java.util.stream.Stream;
import org.qmp4j.protocol.typed.TypedCommand;
import org.qmp4j.protocol.typed.TypedQmpCommand;
import org.qmp4j.protocol.typed.TypedReader;

/** Finds generated classes by the names of the schema, as no program should. */
final class TypedClasses {
    private static final String ROOT = "org.qmp4j.qemu";

    private TypedClasses() {}

    /** The class of a command of an API, by the package of that. */
    static Class<?> command(String root, String name) throws ClassNotFoundException {
        return Class.forName(root + ".command." + camel(name).replaceFirst("Command$", "") + "Command");
    }

    static Class<?> command(String name) throws ClassNotFoundException {
        return command(ROOT, name);
    }

    static Class<?> event(String name) throws ClassNotFoundException {
        return Class.forName(ROOT + ".event." + camel(name) + "Event");
    }

    /** A command without arguments. */
    @SuppressWarnings("unchecked")
    static TypedQmpCommand<Object> bare(String name) throws ReflectiveOperationException {
        return (TypedQmpCommand<Object>) command(name).getMethod("of").invoke(null);
    }

    /** A command whose arguments are read. */
    @SuppressWarnings("unchecked")
    static TypedQmpCommand<Object> read(String name, TypedReader arguments) throws ReflectiveOperationException {
        try {
            return (TypedQmpCommand<Object>) read(command(name), arguments);
        } catch (InvocationTargetException wrong) {
            throw new IllegalStateException(name + " cannot be read from JSON", wrong.getCause());
        }
    }

    /** A command with arguments that are read; a command without any has nothing to read. */
    static TypedCommand<?> read(Class<?> command, TypedReader arguments) throws ReflectiveOperationException {
        boolean hasArguments = Stream.of(command.getMethods())
                .anyMatch(method -> method.getName().equals("readArguments"));
        return (TypedCommand<?>)
                (hasArguments
                        ? command.getMethod("readArguments", TypedReader.class).invoke(null, arguments)
                        : command.getMethod("of").invoke(null));
    }

    /** Whether a command can be made without any arguments. */
    static boolean isBare(String name) {
        try {
            return Modifier.isStatic(command(name).getMethod("of").getModifiers());
        } catch (ReflectiveOperationException needsArguments) {
            return false;
        }
    }

    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[^A-Za-z0-9]+", -1)) {
            if (!word.isEmpty()) {
                String rest = word.substring(1);
                boolean shouted = rest.equals(rest.toUpperCase(Locale.ROOT));
                camel.append(word.substring(0, 1).toUpperCase(Locale.ROOT))
                        .append(shouted ? rest.toLowerCase(Locale.ROOT) : rest);
            }
        }
        return Character.isDigit(camel.charAt(0)) ? "_" + camel : camel.toString();
    }
}

package org.qmp4j.schema.model;

import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A command.
 *
 * @param arguments name of the object type of its arguments; empty if it has none
 * @param returns empty where it returns an empty object
 */
public record Command(
        String name, Optional<String> arguments, Optional<TypeRef> returns, Flags flags, Attributes attributes)
        implements Definition {
    /** The same with this type of arguments. */
    public Command withArguments(Optional<String> others) {
        return new Command(name, others, returns, flags, attributes);
    }

    /** The same with another type of result. */
    public Command withReturns(Optional<TypeRef> other) {
        return new Command(name, arguments, other, flags, attributes);
    }

    /** The same with these flags. */
    public Command withFlags(Flags others) {
        return new Command(name, arguments, returns, others, attributes);
    }

    @Override
    public Command withAttributes(Attributes others) {
        return new Command(name, arguments, returns, flags, others);
    }

    @Override
    public Command withTypeNames(UnaryOperator<String> newNames) {
        return withArguments(arguments.map(newNames)).withReturns(returns.map(type -> type.withTypeName(newNames)));
    }

    @Override
    public Stream<String> typeNames() {
        return Stream.concat(arguments.stream(), returns.stream().map(TypeRef::typeName));
    }

    /**
     * How QEMU treats a command.
     *
     * @param boxed whether QEMU's code takes the arguments as one value
     * @param gen false where QEMU does not check the arguments against the schema: members that it does not name are legal
     * @param successResponse false where QEMU answers nothing on success
     * @param allowOob whether it may be sent out of band
     * @param allowPreconfig whether it may be sent before the machine has been built
     * @param coroutine whether QEMU runs it as a coroutine
     */
    public record Flags(
            boolean boxed,
            boolean gen,
            boolean successResponse,
            boolean allowOob,
            boolean allowPreconfig,
            boolean coroutine) {
        /** What a command has that says nothing. */
        public static final Flags DEFAULT = new Flags(false, true, true, false, false, false);

        /** The same for a command that may be sent out of band, or may not. */
        public Flags withAllowOob(boolean allowed) {
            return new Flags(boxed, gen, successResponse, allowed, allowPreconfig, coroutine);
        }
    }
}

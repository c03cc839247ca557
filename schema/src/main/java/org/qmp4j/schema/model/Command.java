package org.qmp4j.schema.model;

import java.util.Optional;

/**
 * A command.
 *
 * @param arguments name of the object type of its arguments; empty if it has none
 * @param returns empty where it returns an empty object
 */
public record Command(
        String name, Optional<String> arguments, Optional<TypeRef> returns, Flags flags, Attributes attributes)
        implements Definition {
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
    }
}

package org.qmp4j.protocol;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * A QMP command with any name and any arguments; its return value is a tree.
 *
 * <pre>{@code
 * RawCommand.named("blockdev-add").with("driver", "null-co").with("node-name", "disk0").with("size", 1 << 20)
 * // {"execute":"blockdev-add","arguments":{"driver":"null-co","node-name":"disk0","size":1048576}}
 * }</pre>
 */
public final class RawCommand implements QmpCommand<JsonNode> {
    private final String name;
    private final RawArguments arguments;

    private RawCommand(String name, RawArguments arguments) {
        this.name = Objects.requireNonNull(name);
        this.arguments = arguments;
    }

    /** A command of that name, without arguments. */
    public static RawCommand named(String name) {
        return new RawCommand(name, RawArguments.NONE);
    }

    /**
     * This command with one more argument; an argument of that name is replaced.
     *
     * @param value text, a number, a boolean, an {@link OpenEnum}, null, a {@code List} or a {@code Map} of these, or a {@link
     *     JsonNode}
     * @throws IllegalArgumentException if the value, or a part of it, is of any other type; the message names the argument
     */
    public RawCommand with(String key, @Nullable Object value) {
        return new RawCommand(name, arguments.with(key, value));
    }

    /**
     * This command with exactly these arguments.
     *
     * @throws IllegalArgumentException if they are not a JSON object
     */
    public RawCommand withArguments(JsonNode object) {
        return new RawCommand(name, RawArguments.of(object));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean hasArguments() {
        return !arguments.members().isEmpty();
    }

    @Override
    public void writeArguments(JsonGenerator out) {
        arguments.write(out);
    }

    @Override
    public JsonNode readReturn(JsonParser in) {
        return QmpJson.read(in);
    }

    @Override
    public Set<CommandTrait> traits() {
        return name.startsWith("query-") ? Set.of(CommandTrait.READ_ONLY) : Set.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawCommand that && name.equals(that.name) && arguments.equals(that.arguments);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, arguments);
    }

    /** The name and the arguments as JSON, without their secrets: see {@link Secrets}. */
    @Override
    public String toString() {
        return name + arguments.shown(name);
    }
}

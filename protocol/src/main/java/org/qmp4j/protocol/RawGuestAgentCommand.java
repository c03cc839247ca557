package org.qmp4j.protocol;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;

/**
 * A guest agent command with any name and any arguments; its return value is a tree.
 *
 * <pre>{@code
 * RawGuestAgentCommand.named("guest-file-open").with("path", "/etc/hostname")
 * // {"execute":"guest-file-open","arguments":{"path":"/etc/hostname"}}
 * }</pre>
 */
public final class RawGuestAgentCommand implements GuestAgentCommand<JsonNode> {
    // These commands get no reply if they succeed: qga/qapi-schema.json has success-response false for them.
    private static final Set<String> SILENT =
            Set.of("guest-shutdown", "guest-suspend-disk", "guest-suspend-ram", "guest-suspend-hybrid");

    private final String name;
    private final RawArguments arguments;

    private RawGuestAgentCommand(String name, RawArguments arguments) {
        this.name = Objects.requireNonNull(name);
        this.arguments = arguments;
    }

    /** A command of that name, without arguments. */
    public static RawGuestAgentCommand named(String name) {
        return new RawGuestAgentCommand(name, RawArguments.NONE);
    }

    /**
     * This command with one more argument; an argument of that name is replaced.
     *
     * @param value text, a number, a boolean, an {@link OpenEnum}, null, a {@code List} or a {@code Map} of these, or a {@link
     *     JsonNode}
     * @throws IllegalArgumentException if the value, or a part of it, is of any other type; the message names the argument
     */
    public RawGuestAgentCommand with(String key, @Nullable Object value) {
        return new RawGuestAgentCommand(name, arguments.with(key, value));
    }

    /**
     * This command with exactly these arguments.
     *
     * @throws IllegalArgumentException if they are not a JSON object
     */
    public RawGuestAgentCommand withArguments(JsonNode object) {
        return new RawGuestAgentCommand(name, RawArguments.of(object));
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
        return SILENT.contains(name) ? Set.of(CommandTrait.SILENT_ON_SUCCESS) : Set.of();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawGuestAgentCommand that && name.equals(that.name) && arguments.equals(that.arguments);
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

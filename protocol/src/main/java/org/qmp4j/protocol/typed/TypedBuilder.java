package org.qmp4j.protocol.typed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.qmp4j.protocol.JsonValues;
import tools.jackson.databind.JsonNode;

/**
 * Base class of all generated builders. Values come from setters or, member by member, from JSON. Not thread-safe.
 */
public abstract class TypedBuilder {
    private @Nullable Map<String, JsonNode> unknown;

    /** For generated code. */
    protected TypedBuilder() {}

    /**
     * Reads a member that the type has.
     *
     * @param in at the member's value
     * @return whether the type has it; otherwise nothing was read
     */
    protected abstract boolean readMember(String name, TypedReader in);

    /** Reads a member that the type has; a value of another type than the schema says is kept unchanged. */
    final boolean take(String name, TypedReader in) {
        try {
            return readMember(name, in);
        } catch (UnexpectedValue unexpected) {
            if (in.isStrict()) {
                throw unexpected.inMember(name);
            }
            keep(name, unexpected.value());
            return true;
        }
    }

    /** Called after the last member. */
    protected void endOfObject(TypedReader in) {}

    /** Handles a member that the type does not have: skips it, or keeps it if the reader keeps unknown members. */
    protected void readUnknown(String name, TypedReader in) {
        if (in.keepsUnknown()) {
            keep(name, in.readAny());
        } else {
            in.skip();
        }
    }

    /** Called if a setter sets a member: a value of another type, which was kept for it, is removed. */
    protected final void set_(String name) {
        if (unknown != null) {
            unknown.remove(name);
        }
    }

    /** Adds a member that the type does not have. */
    protected final void keep(String name, JsonNode value) {
        if (unknown == null) {
            unknown = new LinkedHashMap<>();
        }
        unknown.put(name, value);
    }

    /**
     * Adds an argument that the schema may not list. An argument that the schema lists is set as by its own method.
     *
     * @param value see {@link JsonValues#tree}
     */
    protected final void putArgument(String name, @Nullable Object value) {
        JsonNode tree = JsonValues.tree(name, value);
        boolean isListed = FromJson.tree("argument '" + name + "'", tree, in -> {
            boolean isMember = readMember(name, in);
            if (!isMember) {
                in.skip();
            }
            return isMember;
        });
        if (isListed) {
            set_(name);
        } else {
            keep(name, tree);
        }
    }

    /** Adds members that the type does not have. */
    protected final void keepAll(Map<String, JsonNode> members) {
        members.forEach(this::keep);
    }

    /** A copy of the members that the type does not have. */
    protected final Map<String, JsonNode> keptMembers() {
        return unknown == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
    }
}

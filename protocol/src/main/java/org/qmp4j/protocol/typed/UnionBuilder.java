package org.qmp4j.protocol.typed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A builder of a union: the members of the base decide whose the others are. QEMU prints members in any order, so what comes
 * before the base's tag is put aside until that is known.
 */
public abstract class UnionBuilder extends TypedBuilder {
    private @Nullable TypedBuilder branch;
    private boolean decided;
    private @Nullable Aside aside;

    /** For generated code. */
    protected UnionBuilder() {}

    /** The builder of the base. */
    protected abstract TypedBuilder base();

    /** Whether the tag is known by now. */
    protected abstract boolean isTagKnown();

    /** A builder of the branch that the tag selects; null where it has no members, or where the tag is not known. */
    protected abstract @Nullable TypedBuilder newBranch();

    /** What {@link #newBranch} made. */
    protected final @Nullable TypedBuilder branch() {
        return branch;
    }

    @Override
    protected final boolean readMember(String name, TypedReader in) {
        if (base().readMember(name, in)) {
            if (!decided && isTagKnown()) {
                decide(in);
            }
            return true;
        }
        if (decided) {
            return branch != null && branch.readMember(name, in);
        }
        putAside(name, in);
        return true;
    }

    @Override
    protected final void readUnknown(String name, TypedReader in) {
        base().readUnknown(name, in);
    }

    private void putAside(String name, TypedReader in) {
        if (aside == null) {
            aside = in.takeAside();
        }
        aside.add(name, in);
    }

    private void decide(TypedReader in) {
        decided = true;
        branch = newBranch();
        replay(in);
    }

    private void replay(TypedReader in) {
        Aside members = aside;
        if (members != null) {
            aside = null;
            members.replay(in, this::readPutAside);
            in.giveBack(members);
        }
    }

    private void readPutAside(String name, TypedReader in) {
        if (branch == null || !branch.readMember(name, in)) {
            readUnknown(name, in);
        }
    }

    @Override
    protected final void endOfObject(TypedReader in) {
        if (!decided) {
            // No tag at all: what came is kept as the members of an unknown branch.
            decide(in);
        }
        if (branch != null) {
            branch.endOfObject(in);
        }
    }

    /** The members of a branch that this build does not know: all of them are kept. */
    protected static final class UnknownMembers extends TypedBuilder {
        private final Map<String, JsonNode> members = new LinkedHashMap<>();

        /** None yet. */
        public UnknownMembers() {}

        /** What was read. */
        public Map<String, JsonNode> members() {
            return members;
        }

        @Override
        protected boolean readMember(String name, TypedReader in) {
            members.put(name, in.readAny());
            return true;
        }
    }
}

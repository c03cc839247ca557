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
    /** Whether this is the branch of another union: its members come from the text and from what that one put aside. */
    private boolean isBranch;

    private @Nullable DeferredMembers aside;

    /** For generated code. */
    protected UnionBuilder() {}

    /** The builder of the base. */
    protected abstract TypedBuilder base();

    /** Whether the tag is known by now. */
    protected abstract boolean isTagKnown();

    /** A builder of the branch that the tag selects; null where it has no members, or where the tag is not known. */
    protected abstract @Nullable TypedBuilder newBranch();

    /** Whether the base and a branch both have that member, because it moved from one version of QEMU to another. */
    protected boolean isShared_(String name) {
        return false;
    }

    /** What {@link #newBranch} made. */
    protected final @Nullable TypedBuilder branch() {
        return branch;
    }

    @Override
    protected final boolean readMember(String name, TypedReader in) {
        if (isShared_(name)) {
            putAside(name, in);
            if (decided) {
                replay(in);
            }
            return true;
        }
        if (base().take(name, in)) {
            if (!decided && isTagKnown()) {
                decide();
                replay(in);
            }
            return true;
        }
        if (decided) {
            return branch != null && branch.take(name, in);
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
            aside = isBranch ? new DeferredMembers() : in.takeAside();
        }
        aside.add(name, in);
    }

    private void decide() {
        decided = true;
        branch = newBranch();
        if (branch instanceof UnionBuilder union) {
            union.isBranch = true;
        }
    }

    private void replay(TypedReader in) {
        DeferredMembers members = aside;
        if (members != null) {
            aside = null;
            TypedReader again = members.begin(in);
            for (String name = members.next(); name != null; name = members.next()) {
                readPutAside(name, again);
            }
            members.end();
            if (!isBranch) {
                in.giveBack(members);
            }
        }
    }

    private void readPutAside(String name, TypedReader in) {
        if (isShared_(name)) {
            readShared(name, in);
        } else if (branch == null || !branch.take(name, in)) {
            readUnknown(name, in);
        }
    }

    private void readShared(String name, TypedReader in) {
        RecordedTokens recorded = (RecordedTokens) in.tokens();
        int value = recorded.position();
        if (branch != null && !(branch instanceof UnknownMembers) && branch.take(name, in)) {
            recorded.moveTo(value);
        }
        base().take(name, in);
    }

    @Override
    protected final void endOfObject(TypedReader in) {
        if (!decided) {
            // No tag at all: what came is kept as the members of an unknown branch.
            decide();
            replay(in);
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

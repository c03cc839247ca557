package org.qmp4j.protocol.typed;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Base class of the builders of unions. The tag, a member of the base, decides which branch the other members belong to. QEMU prints
 * members in any order, so members before the tag are deferred until the tag is read.
 */
public abstract class UnionBuilder extends TypedBuilder {
    private @Nullable TypedBuilder branch;
    private boolean decided;
    /** Whether this is a branch of another union: its members come from the text and from the other's deferred members. */
    private boolean isBranch;

    private @Nullable DeferredMembers deferred;

    /** For generated code. */
    protected UnionBuilder() {}

    /** The builder of the base. */
    protected abstract TypedBuilder base();

    /** Whether the tag has been read. */
    protected abstract boolean isTagKnown();

    /** A builder of the branch that the tag selects; null if the branch has no members. */
    protected abstract @Nullable TypedBuilder newBranch();

    /** Whether the base and a branch both have the member, because it moved between versions of QEMU. */
    protected boolean isShared_(String name) {
        return false;
    }

    /** The builder of the branch; null if it has no members. */
    protected final @Nullable TypedBuilder branch() {
        return branch;
    }

    @Override
    protected final boolean readMember(String name, TypedReader in) {
        if (isShared_(name)) {
            defer(name, in);
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
        defer(name, in);
        return true;
    }

    @Override
    protected final void readUnknown(String name, TypedReader in) {
        base().readUnknown(name, in);
    }

    private void defer(String name, TypedReader in) {
        if (deferred == null) {
            deferred = isBranch ? new DeferredMembers() : in.takeBuffer();
        }
        deferred.add(name, in);
    }

    private void decide() {
        decided = true;
        branch = newBranch();
        if (branch instanceof UnionBuilder union) {
            union.isBranch = true;
        }
    }

    private void replay(TypedReader in) {
        DeferredMembers members = deferred;
        if (members != null) {
            deferred = null;
            TypedReader again = members.begin(in);
            for (String name = members.next(); name != null; name = members.next()) {
                readDeferred(name, again);
            }
            members.end();
            if (!isBranch) {
                in.giveBack(members);
            }
        }
    }

    private void readDeferred(String name, TypedReader in) {
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
            // Without a tag, all members are kept as those of an unknown branch.
            decide();
            replay(in);
        }
        if (branch != null) {
            branch.endOfObject(in);
        }
    }

    /** Keeps all members of a branch that this build does not know. */
    protected static final class UnknownMembers extends TypedBuilder {
        private final Map<String, JsonNode> members = new LinkedHashMap<>();

        /** Without members. */
        public UnknownMembers() {}

        /** The members that were read. */
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

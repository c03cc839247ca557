package org.qmp4j.client.message;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.TokenStreamContext;

/** The path of a value in a message: {@code arguments.children[2].filename}. */
final class MemberPath {
    private MemberPath() {}

    static String of(String prefix, @Nullable TokenStreamContext context) {
        if (context == null || context.inRoot()) {
            return prefix;
        }
        String parent = of(prefix, context.getParent());
        if (context.inArray()) {
            return parent + "[" + Math.max(0, context.getCurrentIndex()) + "]";
        }
        String name = context.currentName();
        return name == null ? parent : of(parent, name);
    }

    static String of(String parent, String name) {
        return parent.isEmpty() ? name : parent + "." + name;
    }
}

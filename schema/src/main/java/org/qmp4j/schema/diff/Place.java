package org.qmp4j.schema.diff;

/**
 * Where in a schema something changed.
 *
 * @param owner a command, an event or a type, for example {@code command blockdev-add}
 * @param part what of it the path leads into: {@code argument}, {@code result}, {@code data}, {@code member} or {@code
 *     value}
 * @param path for example {@code file.driver}, {@code actions[].type}, or <code>{driver=nbd}.server</code> for what
 *     only one branch of a union has; empty for all of the part
 */
record Place(String owner, String part, String path) {
    static Place of(String owner, String part) {
        return new Place(owner, part, "");
    }

    static Place ofType(String name) {
        return new Place("type " + name, "member", "");
    }

    Place member(String name) {
        return new Place(owner, part, path.isEmpty() ? name : path + "." + name);
    }

    Place elements() {
        return new Place(owner, part, path + "[]");
    }

    Place branch(String tag, String value) {
        return new Place(owner, part, path + "{" + tag + "=" + value + "}");
    }

    Place value(String name) {
        return new Place(toString(), "value", name);
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return part.equals("member") ? owner : owner + ", " + part;
        }
        return owner + ", " + part + " " + path;
    }
}

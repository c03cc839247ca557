package org.qmp4j.schema.diff;

/**
 * Where in a schema something changed.
 *
 * @param owner a command, an event or a type, for example {@code command blockdev-add}
 * @param part what of it the path leads into: {@code argument}, {@code result}, {@code data}, {@code member} or {@code
 *     value}
 * @param path for example {@code file.driver}, {@code actions[].type}, or <code>{driver=nbd}.server</code> for what
 *     only one branch of a union has; empty for all of the part
 * @param start of the path: up to its first member or branch
 */
record Place(String owner, String part, String path, String start) {
    static Place of(String owner, String part) {
        return new Place(owner, part, "", "");
    }

    static Place ofType(String name) {
        return of("type " + name, "member");
    }

    Place member(String name) {
        return within(path.isEmpty() ? name : path + "." + name);
    }

    Place elements() {
        return new Place(owner, part, path + "[]", start);
    }

    Place branch(String tag, String value) {
        return within(path + "{" + tag + "=" + value + "}");
    }

    private Place within(String longer) {
        return new Place(owner, part, longer, start.isEmpty() ? longer : start);
    }

    Place value(String name) {
        return new Place(toString(), "value", name, "");
    }

    /** The member or branch of the owner that this is within: of these there are not more than the schema has. */
    Place beginning() {
        return new Place(owner, part, start, start);
    }

    @Override
    public String toString() {
        if (path.isEmpty()) {
            return part.equals("member") ? owner : owner + ", " + part;
        }
        return owner + ", " + part + " " + path;
    }
}

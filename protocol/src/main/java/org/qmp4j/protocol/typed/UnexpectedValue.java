package org.qmp4j.protocol.typed;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

/**
 * A value that has another type than the schema says. It has been read to its end. If it is the value of a member, the member is kept
 * unchanged ({@link TypedBuilder#take}); otherwise reading fails.
 */
final class UnexpectedValue extends StreamReadException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;
    private final transient JsonNode value;

    /** Whether the path begins with a member of the object that is being read: a union and its branch read the same object. */
    private final boolean hasMember;

    private UnexpectedValue(String path, boolean hasMember, String problem, JsonNode value) {
        super(null, (path.isEmpty() ? "" : "at " + path + ": ") + problem);
        this.hasMember = hasMember;
        this.path = path;
        this.problem = problem;
        this.value = value;
    }

    /** A value that was read, and is not the expected one. */
    static UnexpectedValue of(String expected, String found, JsonNode value) {
        return new UnexpectedValue("", false, "expected " + expected + ", found " + found, value);
    }

    /** The same, with the list that contains it as the value. */
    UnexpectedValue in(JsonNode list, int index) {
        return new UnexpectedValue("/" + index + path, false, problem, list);
    }

    /** The same, as a member of the object that is being read. */
    UnexpectedValue inMember(String name) {
        return hasMember ? this : new UnexpectedValue("/" + name + path, true, problem, value);
    }

    /** The same, in an object that is not read further. */
    UnexpectedValue inObject() {
        return new UnexpectedValue(path, false, problem, value);
    }

    /** The whole value. */
    JsonNode value() {
        return value;
    }
}

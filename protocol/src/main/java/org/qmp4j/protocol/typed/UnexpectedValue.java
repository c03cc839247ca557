package org.qmp4j.protocol.typed;

import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;

/**
 * A value that is not of the type that the schema says. It has been read to its end: the member that has it is put aside as it
 * came ({@link TypedBuilder#take}), and where no member has it, reading fails.
 */
final class UnexpectedValue extends StreamReadException {
    private static final long serialVersionUID = 1;

    private final String path;
    private final String problem;
    private final transient JsonNode value;

    private UnexpectedValue(String path, String problem, JsonNode value) {
        super(null, (path.isEmpty() ? "" : "at " + path + ": ") + problem);
        this.path = path;
        this.problem = problem;
        this.value = value;
    }

    /** A value instead of the expected one, which was read. */
    static UnexpectedValue of(String expected, String found, JsonNode value) {
        return new UnexpectedValue("", "expected " + expected + ", found " + found, value);
    }

    /** The list that has it as an element. */
    UnexpectedValue in(JsonNode list, int index) {
        return new UnexpectedValue("/" + index + path, problem, list);
    }

    /** The whole value. */
    JsonNode value() {
        return value;
    }
}

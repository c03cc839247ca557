package org.qmp4j.fake.script;

/**
 * What goes wrong with monitors, one by one. A fault of the connection strikes the next client that connects, a fault of
 * an answer the next command; {@code FakeQemu.inject}.
 */
public enum Fault {
    /** The connection is accepted, and nothing is ever said. */
    NO_GREETING(Scope.CONNECTION),
    /** The greeting comes, and then nothing more. */
    SILENCE_AFTER_GREETING(Scope.CONNECTION),
    /** Each byte comes alone. */
    BYTE_BY_BYTE(Scope.CONNECTION),
    /** A byte is read each millisecond. */
    SLOW_READING(Scope.CONNECTION),
    /** Once negotiated, nothing more is read. */
    STOP_READING(Scope.CONNECTION),

    /** The command is read, and the connection closed; the command is not run. */
    CLOSE_BEFORE_RUNNING(Scope.ANSWER),
    /** The command is run, and the connection closed before its answer. */
    CLOSE_BEFORE_REPLY(Scope.ANSWER),
    /** The connection is closed in the middle of the answer. */
    CLOSE_IN_REPLY(Scope.ANSWER),
    /** Half of the answer comes, and then nothing more, of this answer or another. */
    HALF_REPLY(Scope.ANSWER),
    /** Before the answer come bytes that are no JSON. */
    GARBAGE(Scope.ANSWER),
    /** Before the answer comes one with an id that nobody has sent. */
    FOREIGN_REPLY(Scope.ANSWER),
    /** The answer comes twice. */
    DUPLICATE_REPLY(Scope.ANSWER),
    /** The command is not run, and refused by an error without id, as QEMU refuses what it cannot parse. */
    ERROR_WITHOUT_ID(Scope.ANSWER),
    /** Before the answer come a hundred events. */
    EVENTS_BEFORE_REPLY(Scope.ANSWER),
    /** Before the answer come twenty thousand events. */
    EVENT_STORM(Scope.ANSWER),
    /** The command is run, and its answer gets lost. */
    NO_REPLY(Scope.ANSWER);

    private final Scope scope;

    Fault(Scope scope) {
        this.scope = scope;
    }

    private enum Scope {
        CONNECTION,
        ANSWER
    }

    /** Whether it is one of a whole connection, and not of a single answer. */
    public boolean isOfConnection() {
        return scope == Scope.CONNECTION;
    }
}

package org.qmp4j.fake.script;

/**
 * What can go wrong with a monitor. {@code FakeQemu.inject} lets one happen once: a fault of the connection to the next client
 * that connects, a fault of a reply to the next command. {@link Stubbing#thenFault} ties a fault of a reply to a command.
 *
 * <p>Whether the command runs is the same both ways: {@link #runsCommand()}.
 */
public enum Fault {
    /**
     * The connection is accepted, and nothing is ever sent. Use it to test that your program gives up a QEMU that hangs at
     * its start, and says so.
     */
    NO_GREETING(Scope.CONNECTION),
    /**
     * The greeting is sent, and nothing more. Use it to test the connect timeout of your program: a QEMU that has been stopped
     * does the same.
     */
    SILENCE_AFTER_GREETING(Scope.CONNECTION),
    /** Each byte is sent alone. Use it to test code that reads from the socket itself: it must join the pieces of a message. */
    BYTE_BY_BYTE(Scope.CONNECTION),
    /** One byte is read each millisecond. Use it to test that a slow QEMU only makes your program slower. */
    SLOW_READING(Scope.CONNECTION),
    /**
     * Once negotiated, nothing more is read. Use it to test that your program does not wait for ever where a command cannot be
     * written.
     */
    STOP_READING(Scope.CONNECTION),

    /**
     * The command is read and not run, and the connection is closed. Use it to test that your program finds out, after a
     * reconnect, that the command had no effect, and sends it again only then. A client cannot tell it from {@link
     * #CLOSE_BEFORE_REPLY}: test both.
     */
    CLOSE_BEFORE_RUNNING(Scope.NOT_RUN),
    /**
     * The command is run, and the connection is closed before its reply. Use it to test that your program does not send a
     * command again that has run.
     */
    CLOSE_BEFORE_REPLY(Scope.REPLY),
    /**
     * The command is run, and the connection is closed in the middle of the reply. Use it to test that half a reply counts as
     * none, and the command is not sent again.
     */
    CLOSE_IN_REPLY(Scope.REPLY),
    /**
     * The command is run, and half of its reply is sent, then nothing more of any message. Use it to test timeouts: the
     * connection looks alive, and is of no use any more.
     */
    HALF_REPLY(Scope.REPLY),
    /**
     * The command is run, and bytes that are not JSON are sent before its reply. Use it to test that your program opens a new
     * connection after it, and does not send the command again.
     */
    GARBAGE(Scope.REPLY),
    /**
     * The command is run, and a reply with an id that no client has sent comes before its own. Use it to test code that
     * matches replies to commands by itself.
     */
    FOREIGN_REPLY(Scope.REPLY),
    /** The command is run, and its reply is sent twice. Use it to test that the second one is not taken for another's. */
    DUPLICATE_REPLY(Scope.REPLY),
    /**
     * The command is not run, and an error without id is sent, as QEMU answers what it cannot parse. Use it to test that such
     * an error does not leave a caller waiting.
     */
    ERROR_WITHOUT_ID(Scope.NOT_RUN),
    /** The command is run, and a hundred events come before its reply. Use it to test that events do not hide the reply. */
    EVENTS_BEFORE_REPLY(Scope.REPLY),
    /**
     * The command is run, and twenty thousand events come before its reply. Use it to test what your program does about
     * events that were dropped because it was too slow.
     */
    EVENT_STORM(Scope.REPLY),
    /**
     * The command is run, and its reply is lost; the connection stays, and later commands are answered. Use it to test
     * timeouts, and that your program does not send a command again that has run.
     */
    NO_REPLY(Scope.REPLY);

    private final Scope scope;

    Fault(Scope scope) {
        this.scope = scope;
    }

    private enum Scope {
        CONNECTION,
        /** Of a reply whose command has run. */
        REPLY,
        /** Of a reply whose command is not run. */
        NOT_RUN
    }

    /** Whether it is one of a whole connection, and not of a single reply. */
    public boolean isOfConnection() {
        return scope == Scope.CONNECTION;
    }

    /**
     * Whether the fake runs the command that it strikes: its state changes, and the events of the command are sent. {@code
     * received()} lists the command either way.
     */
    public boolean runsCommand() {
        return scope != Scope.NOT_RUN;
    }
}

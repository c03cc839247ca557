package org.qmp4j.cli.program;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.qmp4j.client.error.QmpCallInterruptedException;
import org.qmp4j.client.error.QmpCommandException;
import org.qmp4j.client.error.QmpConnectException;
import org.qmp4j.client.error.QmpEventTimeoutException;
import org.qmp4j.client.error.QmpException;
import org.qmp4j.client.error.QmpHandshakeException;
import org.qmp4j.client.error.QmpInterruptedException;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.error.QmpTimeoutException;
import org.qmp4j.schema.SchemaException;

/** The exit codes of the program. */
public final class ExitCode {
    public static final int SUCCESS = 0;
    public static final int REJECTED = 1;
    public static final int WRONG_USAGE = 2;
    public static final int NOT_CONNECTED = 3;
    public static final int TIMEOUT = 4;
    public static final int CONNECTION_LOST = 5;
    /** EX_SOFTWARE of sysexits.h. */
    public static final int BUG = 70;
    /** 128 plus SIGINT, as in shells. */
    public static final int INTERRUPTED = 130;
    /** 128 plus SIGPIPE, as in shells. */
    public static final int OUTPUT_CLOSED = 141;

    private ExitCode() {}

    /** The codes and their meanings, for help pages. */
    public static Map<String, String> meanings() {
        Map<String, String> meanings = new LinkedHashMap<>();
        meanings.put("0", "success");
        meanings.put("1", "QEMU rejected the command; standard error has the reason");
        meanings.put("2", "wrong usage, or a command to which QEMU could not reply");
        meanings.put("3", "could not connect");
        meanings.put("4", "timeout; the command may still run");
        meanings.put("5", "the connection was lost, or the peer does not speak QMP");
        meanings.put("130", "ended by Ctrl-C");
        return Collections.unmodifiableMap(meanings);
    }

    public static int of(Throwable failure) {
        if (failure instanceof UsageException || failure instanceof QmpInvalidCommandException) {
            return WRONG_USAGE;
        }
        if (failure instanceof OutputClosedException) {
            return OUTPUT_CLOSED;
        }
        if (failure instanceof SchemaException) {
            return REJECTED;
        }
        return failure instanceof QmpException known ? of(known) : BUG;
    }

    private static int of(QmpException failure) {
        if (failure instanceof QmpCommandException) {
            return REJECTED;
        }
        if (failure instanceof QmpTimeoutException || failure instanceof QmpEventTimeoutException) {
            return TIMEOUT;
        }
        if (failure instanceof QmpInterruptedException || failure instanceof QmpCallInterruptedException) {
            return INTERRUPTED;
        }
        boolean notConnected = failure instanceof QmpConnectException && !(failure instanceof QmpHandshakeException);
        return notConnected ? NOT_CONNECTED : CONNECTION_LOST;
    }
}

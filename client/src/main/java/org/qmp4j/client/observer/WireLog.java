package org.qmp4j.client.observer;

import java.time.Duration;
import java.util.function.Consumer;
import org.qmp4j.protocol.JsonText;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.protocol.PeerText;
import org.qmp4j.protocol.RawEvent;

/**
 * Logs every message, a line each, with its secrets removed and control characters escaped:
 *
 * <pre>
 * unix:/run/vm.qmp -&gt; {"execute":"query-status","id":1} (#1)
 * unix:/run/vm.qmp &lt;- {"return":{"status":"running"},"id":1} (#1, 0.2 ms)
 * </pre>
 *
 * Ids are used again. The number, {@code #1}, counts the commands of a connection and comes once.
 */
public final class WireLog implements ClientObserver {
    /** A longer message is cut: an answer to {@code query-qmp-schema} has a quarter of a million characters. */
    private static final int MAX_CHARS = 4096;

    private final Consumer<String> lines;

    private WireLog(Consumer<String> lines) {
        this.lines = lines;
    }

    /** A log to a logger of the platform, at level DEBUG; {@code org.qmp4j.wire} is a good name for it. */
    public static WireLog to(System.Logger logger) {
        return new WireLog(line -> logger.log(System.Logger.Level.DEBUG, line));
    }

    /** A log to anything that takes lines. */
    public static WireLog to(Consumer<String> lines) {
        return new WireLog(lines);
    }

    private void log(String endpoint, String arrow, String message, String remark) {
        lines.accept(PeerText.message(endpoint + " " + arrow + " " + message + remark));
    }

    /** With one digit behind the point: {@code 0.2}. */
    private static String millis(Duration took) {
        return took.toMillis() + "." + took.toNanosPart() / 100_000 % 10;
    }

    private static String number(ObservedCall call, String before, String after) {
        return call.number() == 0 ? "" : before + "#" + call.number() + after;
    }

    @Override
    public void connected(String endpoint, String peer) {
        log(endpoint, "--", "connected to " + peer, "");
    }

    @Override
    public void disconnected(String endpoint, String reason) {
        log(endpoint, "--", reason, "");
    }

    @Override
    public void commandSent(ObservedCall call) {
        log(call.endpoint(), "->", Redaction.command(call, MAX_CHARS), number(call, " (", ")"));
    }

    @Override
    public void commandReplied(ObservedCall call, ObservedReply reply) {
        log(
                call.endpoint(),
                "<-",
                Redaction.reply(call, reply.text(), MAX_CHARS),
                " (" + number(call, "", ", ") + millis(reply.took()) + " ms)");
    }

    @Override
    public void commandAbandoned(ObservedCall call, Outcome outcome) {
        log(call.endpoint(), "--", "gave up '" + call.command() + "'" + number(call, " (", ")") + ": " + outcome, "");
    }

    @Override
    public void replyDropped(String endpoint, JsonText reply) {
        // Whose answer it is, and so what is secret in it, cannot be known.
        log(endpoint, "<-", "(an answer of " + reply.length() + " bytes to no command of this client, dropped)", "");
    }

    @Override
    public void eventReceived(String endpoint, RawEvent event) {
        log(endpoint, "<-", Redaction.event(event, MAX_CHARS), "");
    }

    @Override
    public void missed(long calls) {
        lines.accept("(" + calls + " lines are missing here: the log was too slow)");
    }
}

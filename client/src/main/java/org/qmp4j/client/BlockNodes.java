package org.qmp4j.client;

import java.util.Optional;
import java.util.stream.StreamSupport;
import org.qmp4j.client.error.QmpInvalidCommandException;
import org.qmp4j.client.options.CallOptions;
import org.qmp4j.client.spi.Deadline;
import org.qmp4j.protocol.QemuVersion;
import org.qmp4j.protocol.QmpCommand;
import org.qmp4j.protocol.RawCommand;
import tools.jackson.databind.JsonNode;

/**
 * The answer to a query of block nodes, or the reason why the query was left out.
 *
 * <p>QEMU 7.2 and qemu-storage-daemon 7.2 crash when their block nodes are listed while a job of {@code block-stream} is {@code
 * concluded}. A job is kept in that state if it was started with {@code auto-dismiss: false}, until {@code job-dismiss}. These
 * commands list block nodes: {@code query-named-block-nodes}, and through {@code human-monitor-command} {@code info block -n} and
 * {@code info block NAME}. {@code query-block}, {@code query-blockstats} and {@code x-debug-query-block-graph} are safe.
 *
 * <p>{@link #query} does not send such a command to a QEMU that would crash. A job that another client starts and that concludes
 * between the check and the query is not noticed.
 */
public sealed interface BlockNodes<R> {
    /**
     * QEMU listed its block nodes.
     *
     * @param answer the value of the query
     */
    record Listed<R>(R answer) implements BlockNodes<R> {
        @Override
        public R orElseThrow() {
            return answer;
        }
    }

    /**
     * The query was not sent.
     *
     * @param command the name of the query
     * @param reason why, and what to do: a sentence for people
     */
    record LeftOut<R>(String command, String reason) implements BlockNodes<R> {
        @Override
        public R orElseThrow() {
            throw new QmpInvalidCommandException(reason, command, "", null);
        }
    }

    /**
     * The value of the query.
     *
     * @throws QmpInvalidCommandException if the query was left out; the outcome is {@code NOT_SENT}
     */
    R orElseThrow();

    /** Queries block nodes with the default timeouts; see {@link #query(QmpClient, QmpCommand, CallOptions)}. */
    static <R> BlockNodes<R> query(QmpClient vm, QmpCommand<R> query) {
        return query(vm, query, CallOptions.DEFAULT);
    }

    /**
     * Queries block nodes, unless QEMU would crash. QEMU 10.0 and newer get the query alone, older ones {@code query-block-jobs}
     * before it. 8.0 to 9.2 were not tested and are treated like 7.2.
     *
     * @param query one of the commands that the class comment names
     * @param options for the query; a timeout covers both commands together
     * @throws org.qmp4j.client.error.QmpException as {@link QmpClient#execute(QmpCommand, CallOptions)}
     */
    static <R> BlockNodes<R> query(QmpClient vm, QmpCommand<R> query, CallOptions options) {
        QemuVersion version = vm.greeting().version();
        if (version.isAtLeast(10, 0)) {
            return new Listed<>(vm.execute(query, options));
        }
        Optional<Deadline> deadline = options.timeout().map(Deadline::after);
        JsonNode jobs = vm.execute(RawCommand.named("query-block-jobs"), within(deadline, CallOptions.DEFAULT));
        return StreamSupport.stream(jobs.spliterator(), false)
                .filter(BlockNodes::isKeptStream)
                .findFirst()
                .<BlockNodes<R>>map(job -> new LeftOut<>(
                        query.name(),
                        "'" + query.name() + "' was not sent to " + vm.peer()
                                + ": QEMU " + version + " crashes if it runs once the stream job '"
                                + job.path("device").asString() + "' is concluded; send job-dismiss first"))
                .orElseGet(() -> new Listed<>(vm.execute(query, within(deadline, options))));
    }

    /** Whether a job crashes QEMU 7.2 now, or may do so by the time that the next command runs: it may conclude at any moment. */
    private static boolean isKeptStream(JsonNode job) {
        return job.path("type").asString().equals("stream")
                && !job.path("auto-dismiss").asBoolean(false);
    }

    private static CallOptions within(Optional<Deadline> deadline, CallOptions options) {
        return deadline.map(end -> options.withTimeout(end.remaining().plusNanos(1)))
                .orElse(options);
    }
}

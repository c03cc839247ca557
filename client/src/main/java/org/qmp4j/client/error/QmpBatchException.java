package org.qmp4j.client.error;

import java.util.List;

/**
 * At least one command of {@code executeAll} failed. {@link #results()} has what became of each command; {@link #getCause()} is the
 * first failure, and {@link #command()} and {@link #outcome()} are those of its command.
 */
public class QmpBatchException extends QmpCallException {
    private static final long serialVersionUID = 1L;

    private final transient List<CallResult<?>> results;

    /**
     * An exception from the results of all commands.
     *
     * @param first the first failure
     * @param results one for each command, in order; at least one is not a value
     */
    public QmpBatchException(QmpCallException first, List<? extends CallResult<?>> results) {
        super(message(first, results), new FailedCall(first.command(), first.endpoint(), first.outcome()), first);
        this.results = List.copyOf(results);
    }

    private static String message(QmpCallException first, List<? extends CallResult<?>> results) {
        long done = results.stream().filter(CallResult.Value.class::isInstance).count();
        long failed =
                results.stream().filter(CallResult.Failed.class::isInstance).count();
        return done + " of " + results.size() + " commands ran, " + failed + " failed, "
                + (results.size() - done - failed) + " were not sent; the first failure: " + first.getMessage();
    }

    /** One result for each command, in the order of the commands. Empty after deserialization. */
    public List<CallResult<?>> results() {
        return results == null ? List.of() : results;
    }
}

package org.qmp4j.fake.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds a command up until the test lets it go, as a slow disk would: the fake runs no other in-band command meanwhile.
 *
 * <pre>{@code
 * Hold hold = new Hold();
 * qemu.when("blockdev-add").thenHold(hold).thenReturn("{}");
 * var slow = client.submit(...);
 * hold.awaitBegun(Duration.ofSeconds(5));
 * ...
 * hold.release();
 * }</pre>
 *
 * <p>Safe for threads. It holds one command, once.
 */
public final class Hold {
    private final CompletableFuture<Boolean> begun = new CompletableFuture<>();
    private final CompletableFuture<Boolean> released = new CompletableFuture<>();

    /** Creates a hold, for one or several answers. */
    public Hold() {}

    /** Lets the command go on, or pass if it has not come yet. */
    public void release() {
        released.complete(true);
    }

    /**
     * Waits until the fake runs the command.
     *
     * @throws AssertionError if it does not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public void awaitBegun(Duration time) throws InterruptedException {
        try {
            begun.get(TimeUnit.NANOSECONDS.convert(time), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("the command did not begin within " + time, late);
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The command has begun; {@code onward} is run once it is let go, on any thread. For the thread that serves. */
    @SuppressWarnings("FutureReturnValueIgnored") // It only hands over; what is run reports its own failures.
    public void begin(Runnable onward) {
        begun.complete(true);
        released.thenRun(onward);
    }
}

package org.qmp4j.fake;

import java.nio.channels.spi.SelectorProvider;
import org.qmp4j.fake.net.Loop;

/**
 * A thread that many fakes share; without one each has a thread of its own.
 *
 * <pre>{@code
 * try (FakeHost host = FakeHost.start();
 *         FakeQemu one = FakeQemu.builder().on(host).start();
 *         FakeQemu other = FakeQemu.builder().on(host).start()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>Safe for threads. Close it after its fakes.
 */
public final class FakeHost implements AutoCloseable {
    private final Loop loop;

    private FakeHost(Loop loop) {
        this.loop = loop;
    }

    /** Starts the thread. */
    public static FakeHost start() {
        return new FakeHost(Loop.start("qmp4j-fakes", SelectorProvider.provider()));
    }

    Loop loop() {
        return loop;
    }

    /** Ends the thread. */
    @Override
    public void close() {
        loop.close();
    }
}

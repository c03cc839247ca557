package org.qmp4j.client.thread;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/** What a {@link SelectorLoop} needs from the JVM, each of which can fail: a test makes it fail. */
interface SelectorSupply {
    /** The JVM's own. */
    SelectorSupply JVM = new SelectorSupply() {};

    /** Starts the loop's thread. */
    default void start(String name, Runnable work) {
        Threads.start(name, work);
    }

    /** Opens a selector. */
    default Selector open() throws IOException {
        return Selector.open();
    }

    /** As {@link Selector#select(Consumer, long)}. */
    default int select(Selector selector, Consumer<SelectionKey> action, long millis) throws IOException {
        return selector.select(action, millis);
    }
}

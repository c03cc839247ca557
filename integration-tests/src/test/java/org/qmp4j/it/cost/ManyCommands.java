package org.qmp4j.it.cost;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.protocol.RawCommand;

/** A program that asks one thing many times: {@code SOCKET COUNT}. Prints how many bytes it allocated for a command. */
final class ManyCommands {
    private ManyCommands() {}

    /** Asks that often to get warm, and then again. */
    public static void main(String[] words) {
        int count = Integer.parseInt(words[1]);
        // A command that returns {} of a QEMU without a name.
        RawCommand command = RawCommand.named("query-name");
        try (QmpClient vm = QmpClient.connect(Endpoint.unix(words[0]))) {
            ask(vm, command, count);
            long before = allocated();
            ask(vm, command, count);
            System.out.println((allocated() - before) / count);
        }
    }

    private static void ask(QmpClient vm, RawCommand command, int count) {
        for (int i = 0; i < count; i++) {
            vm.execute(command);
        }
    }

    /** The bytes that all threads together have allocated. No thread ends meanwhile. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds()))
                .filter(bytes -> bytes > 0)
                .sum();
    }
}

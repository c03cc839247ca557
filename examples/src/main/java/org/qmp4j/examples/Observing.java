package org.qmp4j.examples;

import static org.qmp4j.qemu.QemuCommands.objectAdd;
import static org.qmp4j.qemu.QemuCommands.queryName;
import static org.qmp4j.qemu.QemuCommands.queryStatus;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.qmp4j.client.Endpoint;
import org.qmp4j.client.QmpClient;
import org.qmp4j.client.observer.ClientObserver;
import org.qmp4j.client.observer.CloseReason;
import org.qmp4j.client.observer.ObservedCall;
import org.qmp4j.client.observer.ObservedReply;
import org.qmp4j.client.observer.WireLog;
import org.qmp4j.client.options.ConnectOptions;
import org.qmp4j.protocol.Outcome;
import org.qmp4j.qemu.type.ObjectOptions;
import org.qmp4j.qemu.type.SecretProperties;

/** The samples of {@code docs/guide/observing.md}. */
public final class Observing {
    private Observing() {}

    static void wire(String address) throws InterruptedException {
        // tag::wire
        ExecutorService callbacks = Executors.newSingleThreadExecutor();
        try {
            ConnectOptions logged = ConnectOptions.builder()
                    .observer(WireLog.to(System.out::println))
                    .callbackExecutor(callbacks)
                    .build();
            CompletableFuture<CloseReason> closed;
            try (QmpClient vm = QmpClient.connect(Endpoint.parse(address), logged)) {
                closed = vm.whenClosed();
                vm.execute(queryName());
                vm.execute(objectAdd(ObjectOptions.builder("key0")
                        .secret(SecretProperties.builder().data("letmein").build())));
            }
            // close() does not wait. A program that ends here must wait for the last lines.
            closed.join();
        } finally {
            callbacks.shutdown();
        }
        callbacks.awaitTermination(10, TimeUnit.SECONDS);
        // end::wire
    }

    static ConnectOptions logger() {
        // tag::logger
        ConnectOptions logged = ConnectOptions.builder()
                .observer(WireLog.to(System.getLogger("org.qmp4j.wire")))
                .build();
        // end::logger
        return logged;
    }

    // tag::metrics
    static final class Metrics implements ClientObserver {
        final LongAdder replies = new LongAdder();
        final LongAdder rejections = new LongAdder();
        final LongAdder unknown = new LongAdder();
        final LongAdder nanos = new LongAdder();

        @Override
        public void commandReplied(ObservedCall call, ObservedReply reply) {
            (reply.isError() ? rejections : replies).increment();
            nanos.add(reply.took().toNanos());
        }

        @Override
        public void commandAbandoned(ObservedCall call, Outcome outcome) {
            if (outcome == Outcome.UNKNOWN) {
                unknown.increment();
            }
        }
    }
    // end::metrics

    static void statistics(QmpClient vm) {
        // tag::statistics
        vm.execute(queryStatus());
        System.out.println(vm.statistics());
        // end::statistics
    }
}

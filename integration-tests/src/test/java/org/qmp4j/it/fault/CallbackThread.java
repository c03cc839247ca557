package org.qmp4j.it.fault;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

/** Where an application may want its callbacks to run. */
enum CallbackThread {
    IN_THE_COMMON_POOL,
    IN_A_THREAD_OF_ITS_OWN,
    IN_THE_READER_IF_IT_COULD;

    Executor executor() {
        return switch (this) {
            case IN_THE_COMMON_POOL -> ForkJoinPool.commonPool();
            case IN_A_THREAD_OF_ITS_OWN -> task -> new Thread(task, "it-callback").start();
            case IN_THE_READER_IF_IT_COULD -> Runnable::run;
        };
    }
}

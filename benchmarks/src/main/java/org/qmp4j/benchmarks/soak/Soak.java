package org.qmp4j.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.qmp4j.client.Endpoint;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;
import org.qmp4j.machine.Machine;
import org.qmp4j.machine.host.QemuInstallation;
import org.qmp4j.machine.host.QemuInstallations;
import org.qmp4j.machine.part.MachineType;

/**
 * Runs for the given number of minutes and then reports whether anything has grown; if so, exits with 1.
 *
 * <pre>{@code
 * Soak MINUTES FOLDER
 * }</pre>
 */
public final class Soak {
    private static final int FAKES = 4;
    private static final int SECONDS_BETWEEN_SAMPLES = 10;
    /** The growth that an earlier or later garbage collection can explain. */
    private static final double GROWTH_ALLOWED = 1.2;

    private static final Fault[] TROUBLE = {
        Fault.NO_REPLY, Fault.CLOSE_IN_REPLY, Fault.DUPLICATE_REPLY, Fault.EVENTS_BEFORE_REPLY, Fault.BYTE_BY_BYTE
    };

    private Soak() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long minutes = Long.parseLong(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Optional<Machine> qemu =
                QemuInstallations.ofThisHost().all().stream().findFirst().map(Soak::start);
        List<FakeQemu> fakes = Stream.generate(FakeQemu::start).limit(FAKES).toList();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
            AtomicLong operations = new AtomicLong();
            List<Worker> workers = new ArrayList<>();
            for (FakeQemu fake : fakes) {
                workers.add(new Worker(Endpoint.unix(fake.path()), troubling(fake), end, operations));
            }
            qemu.flatMap(Machine::attachSocket)
                    .ifPresent(socket -> workers.add(new Worker(Endpoint.unix(socket), number -> {}, end, operations)));
            workers.forEach(worker -> new Thread(worker, "soak-worker").start());
            List<Sample> samples = sample(end, operations);
            long failures = workers.stream().mapToLong(Worker::failures).sum();
            String with = qemu.map(found -> "a real QEMU and ").orElse("") + FAKES + " fakes";
            new Page(samples).write(folder, with + ", on " + machine(), failures);
            judge(samples);
        } finally {
            fakes.forEach(FakeQemu::close);
            qemu.ifPresent(Machine::close);
        }
    }

    private static IntConsumer troubling(FakeQemu fake) {
        return number -> {
            if (number % 25 == 24) {
                fake.inject(TROUBLE[ThreadLocalRandom.current().nextInt(TROUBLE.length)]);
            }
        };
    }

    private static List<Sample> sample(long end, AtomicLong operations) throws IOException, InterruptedException {
        List<Sample> samples = new ArrayList<>();
        long began = System.nanoTime();
        while (System.nanoTime() - end < 0) {
            TimeUnit.SECONDS.sleep(SECONDS_BETWEEN_SAMPLES);
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
            Sample sample = Sample.take(seconds, operations.get());
            samples.add(sample);
            if (samples.size() % 6 == 0) {
                System.out.println(sample);
            }
        }
        return samples;
    }

    /** Compares the last fifth with the second one, because the first one is the warm-up. */
    private static void judge(List<Sample> samples) {
        int fifth = Math.max(1, samples.size() / 5);
        List<Sample> early = samples.subList(Math.min(fifth, samples.size() - 1), Math.min(2 * fifth, samples.size()));
        List<Sample> late = samples.subList(samples.size() - fifth, samples.size());
        boolean grown = Page.median(late, Sample::heapBytes) > GROWTH_ALLOWED * Page.median(early, Sample::heapBytes)
                || Page.median(late, Sample::threads) > Page.median(early, Sample::threads)
                || Page.median(late, Sample::descriptors) > Page.median(early, Sample::descriptors) + FAKES;
        System.out.println(grown ? "something has grown" : "nothing has grown");
        if (grown) {
            System.exit(1);
        }
    }

    private static Machine start(QemuInstallation program) {
        return Machine.builder()
                .qemu(program)
                .with(MachineType.of("none"))
                .attachable()
                .start();
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, JDK " + Runtime.version();
    }
}

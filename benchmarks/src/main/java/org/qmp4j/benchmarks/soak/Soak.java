package org.qmp4j.benchmarks.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.qmp4j.client.transport.Endpoint;
import org.qmp4j.fake.FakeQemu;
import org.qmp4j.fake.script.Fault;

/**
 * Works for so many minutes and then says whether anything has grown; exits with 1 where it has.
 *
 * <pre>{@code
 * Soak MINUTES FOLDER
 * }</pre>
 */
public final class Soak {
    private static final int FAKES = 4;
    private static final int SECONDS_BETWEEN_SAMPLES = 10;
    /** What may be explained by collections that come earlier or later. */
    private static final double GROWTH_ALLOWED = 1.2;

    private static final Fault[] TROUBLE = {
        Fault.NO_REPLY, Fault.CLOSE_IN_REPLY, Fault.DUPLICATE_REPLY, Fault.EVENTS_BEFORE_REPLY, Fault.BYTE_BY_BYTE
    };

    private Soak() {}

    /** Runs it. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        long minutes = Long.parseLong(arguments[0]);
        Path folder = Path.of(arguments[1]);
        Optional<Path> program = qemuOnPath();
        Path socketFolder = Files.createTempDirectory("soak");
        Path socket = socketFolder.resolve("qmp");
        Process qemu = program.isPresent() ? start(program.get(), socket) : null;
        List<FakeQemu> fakes = Stream.generate(FakeQemu::start).limit(FAKES).toList();
        try {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
            AtomicLong operations = new AtomicLong();
            List<Worker> workers = new ArrayList<>();
            for (FakeQemu fake : fakes) {
                workers.add(new Worker(Endpoint.unix(fake.path()), troubling(fake), end, operations));
            }
            if (qemu != null) {
                workers.add(new Worker(Endpoint.unix(socket), number -> {}, end, operations));
            }
            workers.forEach(worker -> new Thread(worker, "soak-worker").start());
            List<Sample> samples = sample(end, operations);
            long failures = workers.stream().mapToLong(Worker::failures).sum();
            String with = program.map(found -> "a real QEMU and ").orElse("") + FAKES + " fakes";
            new Page(samples).write(folder, "With " + with + ", on " + machine(), failures);
            judge(samples);
        } finally {
            fakes.forEach(FakeQemu::close);
            if (qemu != null) {
                qemu.destroyForcibly().waitFor();
                Files.deleteIfExists(socket);
            }
            Files.deleteIfExists(socketFolder);
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

    /** The last fifth beside the second: the first one is for warming up. */
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

    private static Optional<Path> qemuOnPath() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
                .map(folder -> Path.of(folder, "qemu-system-x86_64"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Process start(Path program, Path socket) throws IOException, InterruptedException {
        Process qemu = new ProcessBuilder(
                        program.toString(),
                        "-machine",
                        "none",
                        "-nodefaults",
                        "-display",
                        "none",
                        "-qmp",
                        "unix:" + socket + ",server=on,wait=off")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        for (int i = 0; i < 200 && !Files.exists(socket); i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return qemu;
    }

    private static String machine() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, JDK " + Runtime.version();
    }
}

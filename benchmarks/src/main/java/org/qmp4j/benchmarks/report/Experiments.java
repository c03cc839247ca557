package org.qmp4j.benchmarks.report;

import java.util.ArrayList;
import java.util.List;
import org.qmp4j.benchmarks.client.JavaClient;
import org.qmp4j.benchmarks.client.ThreadPerConnection;

/** All experiments, with their aims. */
final class Experiments {
    private static final String OURS = "qmp4j";
    private static final String C = "C";
    private static final String PYTHON = "Python";

    private final List<Experiment> all = new ArrayList<>();
    private final int part;

    private Experiments(boolean quick) {
        part = quick ? 5 : 1;
    }

    static List<Experiment> all() {
        Experiments experiments = new Experiments(Places.quick());
        experiments.onQemu("QEMU of this system", false);
        experiments.onQemu("the newest QEMU", true);
        experiments.eventFlood();
        experiments.onEchoServer();
        experiments.manyConnections();
        experiments.wholeProcess();
        return experiments.all.stream()
                .filter(experiment -> Places.only().matcher(experiment.title()).find())
                .toList();
    }

    // ---- real QEMU
    // ---------------------------------------------------------------------------------------------------

    private void onQemu(String which, boolean newest) {
        Peer qemu = new Peer(
                Places.qemu(newest),
                "-machine",
                "none",
                "-nodefaults",
                "-display",
                "none",
                "-S",
                "-qmp",
                "unix:@,server=on,wait=off");
        all.add(new Experiment(
                "one command at a time, " + which,
                qemu,
                everyone("one", 10_000, "query-status"),
                List.of("p50_us", "p99_us"),
                List.of(Aim.atMostTimes(1.05, OURS, C, "p50_us"), Aim.atMostTimes(0.65, OURS, PYTHON, "p50_us"))));
        all.add(new Experiment(
                "stop and cont in turn, each by a future until its event, both sides on one core, " + which,
                qemu.onOneCore(),
                List.of(
                        c("pairs", 4_000, "none").onOneCore(),
                        c("pairs", 4_000, "none")
                                .with("ID", "1")
                                .named(C + ", with an id")
                                .onOneCore(),
                        java("pairs", 4_000, "none").onOneCore(),
                        threadPerConnection("pairs", count(4_000)).onOneCore()),
                List.of("p50_us", "p99_us"),
                List.of(Aim.atMostTimes(1.2, OURS, C, "p50_us"), Aim.atMost(500, OURS, "p99_us"))));
        String withoutOutOfBand = OURS + ", out-of-band off";
        String withoutAnId = C + ", without an id";
        all.add(new Experiment(
                "8 in flight, out-of-band on, " + which,
                qemu,
                List.of(
                        c("window8", 20_000, "query-status").with("OOB", "1"),
                        c("plain8", 20_000, "query-status").with("OOB", "1").named(withoutAnId),
                        java("ahead", 20_000, "query-status").with("OOB", "1"),
                        java("ahead", 20_000, "query-status").named(withoutOutOfBand)),
                List.of("per_second"),
                List.of(
                        Aim.atLeastTimes(0.85, OURS, withoutAnId, "per_second"),
                        Aim.atLeastTimes(1.6, OURS, withoutOutOfBand, "per_second"))));
        all.add(new Experiment(
                "query-qmp-schema to a tree, " + which,
                qemu,
                List.of(c("one", 100, "query-qmp-schema"), java("one", 100, "query-qmp-schema")),
                List.of("p50_us", "p99_us"),
                List.of(Aim.atMostTimes(1.05, OURS, C, "p50_us"))));
    }

    private void eventFlood() {
        String accelerator = Places.hasKvm() ? "kvm" : "tcg";
        Peer qemu = new Peer(
                Places.qemu(true),
                "-machine",
                "pc,accel=" + accelerator,
                "-m",
                "16",
                "-nodefaults",
                "-display",
                "none",
                "-device",
                "pvpanic",
                "-drive",
                "file=" + Places.bootDisk() + ",format=raw",
                "-qmp",
                "unix:@,server=on,wait=off");
        int seconds = Places.quick() ? 4 : 8;
        all.add(new Experiment(
                "a guest that raises an event for ever, under " + accelerator + ", the newest QEMU",
                qemu,
                List.of(c("stop", seconds * part, "none"), java("stop", seconds * part, "none")),
                List.of("per_second", "stop_ms", "peer_growth_mb"),
                List.of(
                        Aim.atLeastTimes(0.97, OURS, C, "per_second"),
                        Aim.atMost(5, OURS, "stop_ms"),
                        Aim.atMost(1, OURS, "peer_growth_mb"))));
    }

    // ---- the echo server, which costs next to nothing
    // ----------------------------------------------------------------

    private void onEchoServer() {
        Peer echo = echoServer();
        all.add(new Experiment(
                "one command at a time, both sides on one core, echo server",
                echo.onOneCore(),
                List.of(
                        c("one", 50_000, "echo").onOneCore(),
                        java("one", 50_000, "echo").onOneCore(),
                        threadPerConnection("one", count(50_000)).onOneCore()),
                List.of("p50_us", "p99_us"),
                List.of(Aim.atMostTimes(1.8, OURS, C, "p50_us"))));
        all.add(new Experiment(
                "32 in flight, echo server",
                echo,
                List.of(
                        c("window32", 500_000, "echo"),
                        java("ahead", 500_000, "echo"),
                        python("window32", 20_000, "echo")),
                List.of("per_second"),
                List.of(
                        Aim.atLeastTimes(0.6, OURS, C, "per_second"),
                        Aim.atLeastTimes(15, OURS, PYTHON, "per_second"))));
        all.add(new Experiment(
                "a reply of 248 KB to a tree, echo server",
                echo,
                List.of(java("large", 500, "large")),
                List.of("p50_us", "jackson_us"),
                List.of(Aim.atMostTimesOwn(1.1, OURS, "p50_us", "jackson_us"))));
        all.add(new Experiment(
                "events to one subscriber, echo server",
                echo,
                List.of(
                        c("events", 1_000_000, "flood"),
                        java("events", 1_000_000, "flood"),
                        python("events", 30_000, "flood")),
                List.of("per_second"),
                List.of(Aim.atLeast(1_500_000, OURS, "per_second"), Aim.atLeastTimes(25, OURS, PYTHON, "per_second"))));
        all.add(new Experiment(
                "from an event's sending to its subscriber, one a millisecond, echo server",
                echo,
                List.of(c("ticks", 1000, "ticks"), java("ticks", 1000, "ticks")),
                List.of("p50_us", "p99_us"),
                List.of()));
    }

    private void manyConnections() {
        // A heap as small as this work allows: a JVM with a larger heap would use more than it needs.
        List<String> smallHeap = List.of("-XX:+UseSerialGC", "-Xmx48m");
        all.add(new Experiment(
                "500 connections in one JVM, echo server",
                echoServer(),
                List.of(
                        manyJava(Places.newestJava(), 500, OURS),
                        manyJava(Places.java17(), 500, OURS + ", JDK 17"),
                        threadPerConnection("many", "500")),
                List.of("rss_mb", "connect_ms", "answer_ms"),
                List.of(
                        Aim.atMost(90, OURS, "rss_mb"),
                        Aim.atMost(90, OURS + ", JDK 17", "rss_mb"),
                        Aim.atMost(700, OURS, "answer_ms"),
                        Aim.atMost(700, OURS + ", JDK 17", "answer_ms"))));
        List<Aim> aims = new ArrayList<>();
        for (String jvm : List.of(OURS, OURS + ", JDK 17")) {
            aims.add(Aim.atMost(150, jvm, "rss_mb"));
            aims.add(Aim.atMost(8, jvm, "each_kb"));
            aims.add(Aim.atMost(1200, jvm, "answer_ms"));
            aims.add(Aim.atMostTimes(3, jvm, C, "event_ms"));
        }
        all.add(new Experiment(
                "10,000 connections in one JVM with " + String.join(" ", smallHeap) + ", echo server",
                echoServer(),
                List.of(
                        new Contender(C, Places.c("many_client"), "@", "many", "10000", "echo"),
                        manyJava(Places.newestJava(), 10_000, OURS).withOptions(smallHeap),
                        manyJava(Places.java17(), 10_000, OURS + ", JDK 17").withOptions(smallHeap)),
                List.of("rss_mb", "each_kb", "connect_ms", "answer_ms", "event_ms"),
                aims));
    }

    private static Contender manyJava(String java, int connections, String name) {
        return new Contender(
                name,
                java,
                "-cp",
                System.getProperty("java.class.path"),
                JavaClient.class.getName(),
                "@",
                "many",
                String.valueOf(connections),
                "echo");
    }

    private void wholeProcess() {
        all.add(new Experiment(
                "whole process that asks one thing, echo server",
                echoServer(),
                List.of(
                        new Contender(OURS, Places.qmp(), "exec", "@", "query-status"),
                        python("exec", part, "query-status")),
                List.of("wall_ms"),
                List.of(Aim.atMostTimes(1.0, OURS, PYTHON, "wall_ms"))));
    }

    private static Peer echoServer() {
        return new Peer(Places.c("echo_server"), "@", "10100", Places.schema().toString());
    }

    // ---- who asks
    // ----------------------------------------------------------------------------------------------------

    private List<Contender> everyone(String work, int count, String command) {
        return List.of(c(work, count, command), java(work, count, command), python(work, count, command));
    }

    private Contender c(String work, int count, String command) {
        return new Contender(C, Places.c("raw_client"), "@", work, count(count), command);
    }

    private Contender java(String work, int count, String command) {
        return new Contender(
                OURS,
                Places.newestJava(),
                "-cp",
                System.getProperty("java.class.path"),
                JavaClient.class.getName(),
                "@",
                work,
                count(count),
                command,
                Places.schema().toString());
    }

    /** For the decision against it. */
    private static Contender threadPerConnection(String work, String count) {
        return new Contender(
                "a reader thread each, without parsing",
                Places.newestJava(),
                "-cp",
                System.getProperty("java.class.path"),
                ThreadPerConnection.class.getName(),
                "@",
                work,
                count,
                "echo");
    }

    private Contender python(String work, int count, String command) {
        return new Contender(PYTHON, "python3", Places.pythonClient(), "@", work, count(count), command)
                .with("PYTHONPATH", Places.pythonPath());
    }

    private String count(int wanted) {
        return String.valueOf(wanted / part);
    }
}

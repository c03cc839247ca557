package org.qmp4j.it.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.reporting.FileEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The outcome of running test classes with JUnit: results and files, by the display names of the tests. */
final class TestRun {
    private final Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();
    private final Map<String, String> skipped = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Path>> files = new ConcurrentHashMap<>();

    private TestRun() {}

    /** Runs classes; their files go below a folder. */
    static TestRun of(Path output, Map<String, String> parameters, Class<?>... classes) {
        TestRun run = new TestRun();
        LauncherFactory.create()
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(Stream.of(classes)
                                        .map(type -> selectClass(type))
                                        .toList())
                                .configurationParameter("junit.platform.reporting.output.dir", output.toString())
                                .configurationParameters(parameters)
                                .build(),
                        run.new Listener());
        return run;
    }

    private final class Listener implements TestExecutionListener {
        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                results.put(test.getDisplayName(), result);
            }
        }

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped.put(test.getDisplayName(), reason);
        }

        @Override
        public void fileEntryPublished(TestIdentifier test, FileEntry entry) {
            Map<String, Path> all = files.computeIfAbsent(test.getDisplayName(), absent -> new ConcurrentHashMap<>());
            try (Stream<Path> inFolder = Files.list(entry.getPath())) {
                inFolder.forEach(file -> all.put(file.getFileName().toString(), file));
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }

    /** The names of the tests that ran, with their ends. */
    Map<String, TestExecutionResult.Status> statuses() {
        Map<String, TestExecutionResult.Status> statuses = new TreeMap<>();
        results.forEach((test, result) -> statuses.put(test, result.getStatus()));
        return statuses;
    }

    /** Why tests were skipped. */
    Map<String, String> skipped() {
        return new TreeMap<>(skipped);
    }

    /** The failure of a test. */
    Throwable failure(String test) {
        TestExecutionResult result = results.get(test);
        if (result == null) {
            throw new AssertionError("no test '" + test + "' ran, but " + results.keySet());
        }
        return result.getThrowable().orElseThrow(() -> new AssertionError("'" + test + "' has not failed"));
    }

    /** The files of a test. */
    Map<String, Path> files(String test) {
        return new TreeMap<>(files.getOrDefault(test, Map.of()));
    }

    /** A file of a test. */
    Path file(String test, String name) {
        Path path = files(test).get(name);
        if (path == null) {
            throw new AssertionError("no file '" + name + "' of '" + test + "', but "
                    + files(test).keySet());
        }
        return path;
    }

    /** A file's text. */
    String text(String test, String file) {
        try {
            return Files.readString(file(test, file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package org.qmp4j.fake.model;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;
import tools.jackson.databind.node.ObjectNode;

/** File descriptors that clients have passed, by name or in sets. They outlive the session. */
final class PassedDescriptors {
    private final Completion completion;
    private final Map<String, FileDescriptor> named = new LinkedHashMap<>();
    private final Map<Integer, Map<Integer, FileDescriptor>> sets = new TreeMap<>();
    private int next = 20;

    PassedDescriptors(Completion completion) {
        this.completion = completion;
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "getfd", this::get,
                "closefd", this::close,
                "add-fd", this::add,
                "remove-fd", this::remove,
                "query-fdsets", this::query);
    }

    private static Answer noneCame() {
        return Answer.failing("No file descriptor supplied via SCM_RIGHTS");
    }

    private Answer get(Request request) {
        Optional<FileDescriptor> came = request.descriptor().get();
        if (came.isEmpty()) {
            return noneCame();
        }
        String name = request.text("fdname");
        if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
            close(came.get());
            return Answer.failing("Parameter 'fdname' expects a name not starting with a digit");
        }
        Optional.ofNullable(named.put(name, came.get())).ifPresent(PassedDescriptors::close);
        return Answer.done();
    }

    private Answer close(Request request) {
        FileDescriptor known = named.remove(request.text("fdname"));
        if (known == null) {
            return Answer.failing("File descriptor named '" + request.text("fdname") + "' not found");
        }
        close(known);
        return Answer.done();
    }

    private Answer add(Request request) {
        Optional<FileDescriptor> came = request.descriptor().get();
        if (came.isEmpty()) {
            return noneCame();
        }
        int set = request.arguments().path("fdset-id").asInt(firstFree());
        int number = next++;
        sets.computeIfAbsent(set, id -> new TreeMap<>()).put(number, came.get());
        return Answer.returning(Json.object().put("fdset-id", set).put("fd", number));
    }

    private int firstFree() {
        int free = 0;
        while (sets.containsKey(free)) {
            free++;
        }
        return free;
    }

    private Answer remove(Request request) {
        int id = request.argument("fdset-id").asInt(-1);
        Map<Integer, FileDescriptor> set = sets.getOrDefault(id, Map.of());
        int number = request.arguments().path("fd").asInt(-1);
        boolean isOne = request.arguments().has("fd");
        if (isOne ? !set.containsKey(number) : set.isEmpty()) {
            return Answer.failing("File descriptor named 'fdset-id:" + id + "' not found");
        }
        if (isOne) {
            Optional.ofNullable(set.remove(number)).ifPresent(PassedDescriptors::close);
        } else {
            set.values().forEach(PassedDescriptors::close);
            set.clear();
        }
        sets.values().removeIf(Map::isEmpty);
        return Answer.done();
    }

    private Answer query(Request request) {
        return Answer.returning(completion.of(
                request.command(),
                Json.list(sets.entrySet().stream()
                        .map(set -> {
                            ObjectNode entry = Json.object().put("fdset-id", set.getKey());
                            entry.set(
                                    "fds",
                                    Json.list(set.getValue().keySet().stream()
                                            .map(number -> Json.object().put("fd", number))
                                            .toList()));
                            return entry;
                        })
                        .toList())));
    }

    void closeSets() {
        sets.values().forEach(set -> set.values().forEach(PassedDescriptors::close));
        sets.clear();
    }

    /** None is left open. */
    void closeAll() {
        closeSets();
        named.values().forEach(PassedDescriptors::close);
        named.clear();
    }

    private static void close(FileDescriptor descriptor) {
        try {
            new FileOutputStream(descriptor).close();
        } catch (IOException failed) {
            // There was nothing to lose.
        }
    }
}

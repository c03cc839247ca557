package org.qmp4j.fake.model;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.qmp4j.fake.script.Answer;
import org.qmp4j.fake.script.Request;

/** The files of a guest, in memory, and the handles by which the agent reads and writes them. */
final class AgentFiles {
    private static final long FIRST_HANDLE = 1000;
    private static final int MOST_BYTES = 48 << 20;
    private static final int USUAL_BYTES = 4096;

    private final Map<String, byte[]> contents = new HashMap<>();
    private final Map<Long, Handle> handles = new HashMap<>();
    private long next = FIRST_HANDLE;

    private static final class Handle {
        private final String path;
        private int position;

        private Handle(String path, int position) {
            this.path = path;
            this.position = position;
        }
    }

    /** What is done with the handle that a command names. */
    @FunctionalInterface
    private interface WithHandle {
        Answer run(Handle handle, Request request);
    }

    Map<String, Behaviour> commands() {
        return Map.of(
                "guest-file-open", this::open,
                "guest-file-close", request -> with(request, (handle, one) -> close(one)),
                "guest-file-read", request -> with(request, this::read),
                "guest-file-write", request -> with(request, this::write),
                "guest-file-seek", request -> with(request, this::seek),
                "guest-file-flush", request -> with(request, (handle, one) -> Answer.done()));
    }

    private Answer with(Request request, WithHandle action) {
        long number = request.argument("handle").asLong();
        Handle handle = handles.get(number);
        return handle == null
                ? Answer.failing("handle '" + number + "' has not been found")
                : action.run(handle, request);
    }

    private Answer open(Request request) {
        String path = request.text("path");
        String mode = request.arguments().path("mode").asString("r");
        if (mode.startsWith("r") && !contents.containsKey(path)) {
            return Answer.failing(
                    "failed to open file '" + path + "' (mode: '" + mode + "'): No such file or directory");
        }
        if (mode.startsWith("w") || !contents.containsKey(path)) {
            contents.put(path, new byte[0]);
        }
        Handle handle = new Handle(path, 0);
        handle.position = mode.startsWith("a") ? contentOf(handle).length : 0;
        handles.put(next, handle);
        return Answer.returning(String.valueOf(next++));
    }

    private Answer close(Request request) {
        handles.remove(request.argument("handle").asLong());
        return Answer.done();
    }

    private byte[] contentOf(Handle handle) {
        return Objects.requireNonNull(contents.get(handle.path));
    }

    private Answer read(Handle handle, Request request) {
        long wanted = request.arguments().path("count").asLong(USUAL_BYTES);
        if (wanted < 0 || wanted > MOST_BYTES) {
            return Answer.failing("value '" + wanted + "' is invalid for argument count");
        }
        byte[] all = contentOf(handle);
        int from = Math.min(handle.position, all.length);
        int count = (int) Math.min(wanted, all.length - from);
        handle.position = from + count;
        return Answer.returning(Json.object()
                .put("count", count)
                .put("buf-b64", Base64.getEncoder().encodeToString(Arrays.copyOfRange(all, from, from + count)))
                .put("eof", count < wanted));
    }

    private Answer write(Handle handle, Request request) {
        byte[] given;
        try {
            given = Base64.getDecoder().decode(request.text("buf-b64"));
        } catch (IllegalArgumentException notBase64) {
            return Answer.failing("Base64 data '" + request.text("buf-b64") + "' is not valid");
        }
        int count = request.arguments().path("count").asInt(given.length);
        if (count < 0 || count > given.length) {
            return Answer.failing("value '" + count + "' is invalid for argument count");
        }
        byte[] before = contentOf(handle);
        ByteArrayOutputStream after = new ByteArrayOutputStream();
        after.writeBytes(Arrays.copyOf(before, handle.position));
        after.write(given, 0, count);
        handle.position += count;
        if (handle.position < before.length) {
            after.write(before, handle.position, before.length - handle.position);
        }
        contents.put(handle.path, after.toByteArray());
        return Answer.returning(Json.object().put("count", count).put("eof", false));
    }

    private Answer seek(Handle handle, Request request) {
        int offset = request.argument("offset").asInt();
        handle.position = switch (request.argument("whence").asString("")) {
            case "set", "0" -> offset;
            case "cur", "1" -> handle.position + offset;
            default -> contentOf(handle).length + offset;
        };
        return Answer.returning(Json.object().put("position", handle.position).put("eof", false));
    }
}

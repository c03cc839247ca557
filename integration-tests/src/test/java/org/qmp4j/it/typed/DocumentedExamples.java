package org.qmp4j.it.typed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The examples in the documentation of a schema: their messages, in order. */
final class DocumentedExamples {
    private DocumentedExamples() {}

    /**
     * A message of an example.
     *
     * @param where file and line
     * @param sent whether the client sends it
     * @param text JSON, as far as its author wrote it right
     */
    record Message(String where, boolean sent, String text) {}

    /** All messages of all files in a folder. */
    static List<Message> in(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Message> messages = new ArrayList<>();
        for (Path file : files) {
            read(file, messages);
        }
        return messages;
    }

    private static void read(Path file, List<Message> messages) throws IOException {
        List<String> lines = Files.readAllLines(file);
        StringBuilder text = new StringBuilder();
        String where = "";
        boolean sent = false;
        boolean inside = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("^# ?", "");
            boolean begins = inside && line.strip().matches("(->|<-).*");
            boolean ends = begins || lines.get(i).startsWith("##") || (!line.isBlank() && !line.startsWith(" "));
            if (ends && !text.isEmpty()) {
                messages.add(new Message(where, sent, text.toString()));
                text.setLength(0);
            }
            if (line.startsWith(".. qmp-example::")) {
                inside = true;
            } else if (begins) {
                where = file.getFileName() + ":" + (i + 1);
                sent = line.strip().startsWith("->");
                text.append(line.strip().substring(2));
            } else if (ends) {
                inside = false;
            } else if (!text.isEmpty()) {
                text.append('\n').append(line);
            }
        }
    }
}

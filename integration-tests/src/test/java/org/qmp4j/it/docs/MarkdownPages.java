package org.qmp4j.it.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The Markdown pages of the repository, and the fenced blocks in them. */
final class MarkdownPages {
    /** The tests run in the module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /**
     * A fenced block.
     *
     * @param place file and line, for messages
     * @param language what stands behind the opening fence
     * @param remark what the HTML comment in the line above says; empty where there is none
     */
    record Block(String place, String language, Optional<String> remark, String text) {}

    private MarkdownPages() {}

    /** README.md and its like in the root, and every page below docs. */
    static List<Path> all() {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"));
                Stream<Path> consumer = Files.list(ROOT.resolve("examples/consumer"))) {
            return Stream.of(root, docs, consumer)
                    .flatMap(pages -> pages)
                    .filter(page -> page.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static List<Block> blocks(Path page) {
        List<String> lines = lines(page);
        List<Block> blocks = new ArrayList<>();
        for (int start = 0; start < lines.size(); start++) {
            if (lines.get(start).startsWith("```")) {
                int end = start + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                blocks.add(new Block(
                        ROOT.relativize(page) + ":" + (start + 1),
                        lines.get(start).substring(3).strip(),
                        start == 0 ? Optional.empty() : comment(lines.get(start - 1)),
                        String.join("\n", lines.subList(start + 1, end))));
                start = end;
            }
        }
        return blocks;
    }

    private static Optional<String> comment(String line) {
        return line.startsWith("<!-- ") && line.endsWith(" -->")
                ? Optional.of(line.substring(5, line.length() - 4))
                : Optional.empty();
    }
}

package org.qmp4j.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocsSamplesTest {
    // [text](target), but no image.
    private static final Pattern LINK = Pattern.compile("(?<!!)\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

    // `scripts/NAME ARGUMENTS`
    private static final Pattern COMMAND = Pattern.compile("`scripts/([a-z-]+)( [^`]*)?`");

    /** {@code -Ddocs.update=true} writes the samples into the pages again; then check the difference. */
    @Test
    void everyJavaSampleIsARegionOfACompiledFileWithTheImportsThatItNeeds() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path page : MarkdownPages.all()) {
            String updated = Files.readString(page);
            for (MarkdownPages.Block block : MarkdownPages.blocks(page)) {
                if (block.language().equals("java")) {
                    String expected = expected(block, wrong);
                    updated = updated.replace(
                            opening(block) + block.text() + "\n```", opening(block) + expected + "\n```");
                }
            }
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(page, updated);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String opening(MarkdownPages.Block block) {
        return "<!-- " + block.remark().orElse("") + " -->\n```java\n";
    }

    /** The expected text of the block; a difference is recorded. */
    private static String expected(MarkdownPages.Block block, List<String> wrong) {
        String[] parts = block.remark().orElse("").split("#", 2);
        if (parts.length < 2) {
            wrong.add(block.place() + ": the line above must be <!-- path/to/File.java#region -->");
            return block.text();
        }
        Path source = MarkdownPages.ROOT.resolve(parts[0]);
        if (!Files.exists(source)) {
            wrong.add(block.place() + ": no such file: " + parts[0]);
            return block.text();
        }
        String expected = new JavaSample(source, parts[1]).text();
        if (!expected.equals(block.text())) {
            wrong.add(block.place() + ": differs from " + block.remark().orElse("") + ", which is\n" + expected);
        }
        return expected;
    }

    @Test
    void everyLocalLinkHasAnExistingTarget() {
        List<String> broken = new ArrayList<>();
        for (Path page : MarkdownPages.all()) {
            for (String target : links(page)) {
                if (!isThere(page, target)) {
                    broken.add(MarkdownPages.ROOT.relativize(page) + " links to " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static List<String> links(Path page) {
        return prose(page)
                .flatMap(line -> LINK.matcher(line).results())
                .map((MatchResult link) -> link.group(1))
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    @Test
    void everyScriptAndTestOnAPageExists() {
        Set<String> classes = testClasses();
        List<String> missing = new ArrayList<>();
        for (Path page : MarkdownPages.all()) {
            prose(page).flatMap(line -> COMMAND.matcher(line).results()).forEach(command -> {
                boolean isThere = Files.isExecutable(MarkdownPages.ROOT.resolve("scripts/" + command.group(1)));
                boolean runsTests = command.group(1).equals("test");
                if (!isThere || (runsTests && !classes.containsAll(names(String.valueOf(command.group(2)))))) {
                    missing.add(MarkdownPages.ROOT.relativize(page) + ": " + command.group());
                }
            });
        }
        assertThat(missing).isEmpty();
    }

    /** The classes among the arguments of scripts/test. */
    private static List<String> names(String arguments) {
        return Stream.of(arguments.strip().split("\\s+"))
                .filter(argument -> argument.matches("[A-Z][A-Za-z]*(Test|IT)(#.*)?"))
                .map(argument -> argument.replaceFirst("#.*", ""))
                .toList();
    }

    private static Set<String> testClasses() {
        Set<String> classes = new HashSet<>();
        try (Stream<Path> modules = Files.list(MarkdownPages.ROOT)) {
            for (Path tests : modules.map(module -> module.resolve("src/test/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(tests)) {
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> file.endsWith(".java"))
                            .forEach(file -> classes.add(file.substring(0, file.length() - ".java".length())));
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return classes;
    }

    /** The lines outside fenced blocks. */
    private static Stream<String> prose(Path page) {
        List<String> prose = new ArrayList<>();
        boolean fenced = false;
        for (String line : MarkdownPages.lines(page)) {
            fenced ^= line.startsWith("```");
            if (!fenced) {
                prose.add(line);
            }
        }
        return prose.stream();
    }

    private static boolean isThere(Path page, String target) {
        String[] parts = target.split("#", 2);
        Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return parts.length == 1
                || prose(file)
                        .filter(line -> line.startsWith("#"))
                        .anyMatch(line -> anchor(line).equals(parts[1]));
    }

    /** As code hosts make it of a heading: lower case, no punctuation, a hyphen for a space. */
    private static String anchor(String heading) {
        return heading.replaceFirst("^#+\\s*", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }
}

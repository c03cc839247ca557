package org.qmp4j.it.docs;

import static java.util.stream.Collectors.joining;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java sample as a page shows it: the imports that it needs, and a region of a compiled file.
 *
 * @param source the compiled file
 * @param region what stands between {@code // tag::REGION} and {@code // end::REGION}
 */
record JavaSample(Path source, String region) {
    private static final Pattern IMPORT = Pattern.compile("import (static )?[\\w.]+\\.(\\w+);");

    // Names in these are no code. A text block comes first: it begins as an empty text does.
    private static final Pattern NO_CODE =
            Pattern.compile("(?s)\"\"\".*?\"\"\"|\"(\\\\.|[^\"\\\\\n])*\"|//[^\n]*|/\\*.*?\\*/");

    /** The sample; its imports stand above it, in the order of the file. */
    String text() {
        String code = code();
        String statics = imports(code, true);
        String others = imports(code, false);
        return List.of(statics, others, code).stream()
                .filter(part -> !part.isEmpty())
                .collect(joining("\n\n"));
    }

    /** The region without the common indentation, without imports and without the tags of regions inside it. */
    private String code() {
        List<String> lines = MarkdownPages.lines(source);
        int start = tagLine(lines, "// tag::" + region);
        int end = tagLine(lines, "// end::" + region);
        return lines.subList(start + 1, end).stream()
                .filter(line -> !line.strip().matches("// (tag|end)::.*"))
                .filter(line -> !IMPORT.matcher(line).matches())
                .collect(joining("\n"))
                .stripIndent()
                .strip();
    }

    private int tagLine(List<String> lines, String tag) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(tag)) {
                return i;
            }
        }
        throw new AssertionError("no line '" + tag + "' in " + source);
    }

    /** The file compiles with its imports, so those whose names the sample uses are the ones that the sample needs. */
    private String imports(String code, boolean ofStatics) {
        String names = NO_CODE.matcher(code).replaceAll("");
        return MarkdownPages.lines(source).stream()
                .filter(line -> line.startsWith("import static ") == ofStatics && isUsed(line, names))
                .collect(joining("\n"));
    }

    private static boolean isUsed(String line, String code) {
        Matcher imported = IMPORT.matcher(line);
        return imported.matches()
                && Pattern.compile("(?<![\\w.])" + imported.group(2) + "\\b")
                        .matcher(code)
                        .find();
    }
}

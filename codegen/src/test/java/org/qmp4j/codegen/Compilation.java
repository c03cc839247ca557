package org.qmp4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles generated files for Java 17, with all warnings. */
final class Compilation {
    private static final List<String> OPTIONS = List.of(
            "--release",
            "17",
            "-Xlint:all,-processing,-classfile",
            "-Werror",
            "-Xmaxwarns",
            "10000",
            "-proc:none",
            "-classpath",
            System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", ""));

    private Compilation() {}

    /** Writes the classes into a folder, and returns the compiler's errors and warnings. */
    static List<String> warnings(List<GeneratedFile> files, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            boolean isDone = compiler.getTask(
                            null,
                            manager,
                            found,
                            OPTIONS,
                            null,
                            files.stream().map(Source::new).toList())
                    .call();
            assertThat(isDone || !found.getDiagnostics().isEmpty()).isTrue();
        }
        return found.getDiagnostics().stream().map(Object::toString).toList();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(GeneratedFile file) {
            super(URI.create("string:///" + file.path()), Kind.SOURCE);
            this.text = file.text();
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

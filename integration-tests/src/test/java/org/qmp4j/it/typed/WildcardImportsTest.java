package org.qmp4j.it.typed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qmp4j.guestagent.type.GuestAgentInfo;
import org.qmp4j.qemu.type.StatusInfo;

/** A program can import all packages of an API with a wildcard and use every class by its simple name. */
class WildcardImportsTest {
    @TempDir
    Path output;

    @ParameterizedTest
    @ValueSource(classes = {StatusInfo.class, GuestAgentInfo.class})
    void everyClassCanBeUsedByItsSimpleName(Class<?> oneOfTheApi) throws IOException, URISyntaxException {
        String root = oneOfTheApi.getPackageName().replaceFirst("\\.type$", "");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(found, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(output));
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath(oneOfTheApi));
            Map<String, List<String>> names = new TreeMap<>();
            for (String one : List.of("", ".command", ".event", ".type")) {
                names.put(root + one, simpleNames(files, root + one));
            }
            names.values().removeIf(List::isEmpty);
            assertThat(names).containsKeys(root, root + ".command", root + ".type");
            compiler.getTask(null, files, found, List.of("-proc:none"), null, List.of(new UserOf(names)))
                    .call();
        }
        assertThat(found.getDiagnostics())
                .filteredOn(Diagnostic::getKind, Diagnostic.Kind.ERROR)
                .isEmpty();
    }

    private static List<Path> classPath(Class<?> oneOfTheApi) throws URISyntaxException {
        List<Path> path = new ArrayList<>();
        path.add(Path.of(
                oneOfTheApi.getProtectionDomain().getCodeSource().getLocation().toURI()));
        Stream.of("java.class.path", "jdk.module.path")
                .flatMap(name -> Stream.of(System.getProperty(name, "").split(File.pathSeparator)))
                .filter(entry -> !entry.isEmpty())
                .map(Path::of)
                .forEach(path::add);
        return path;
    }

    private static List<String> simpleNames(StandardJavaFileManager files, String of) throws IOException {
        List<String> names = new ArrayList<>();
        files.list(StandardLocation.CLASS_PATH, of, Set.of(JavaFileObject.Kind.CLASS), false)
                .forEach(file -> names.add(file.getName().replaceFirst(".*[/\\\\(]", "")));
        return names.stream()
                .map(name -> name.replaceFirst("\\.class.*", ""))
                .filter(name -> !name.contains("$") && !name.contains("-"))
                .toList();
    }

    /** A class with a field for each class of the packages. */
    private static final class UserOf extends SimpleJavaFileObject {
        private final String text;

        UserOf(Map<String, List<String>> names) {
            super(URI.create("string:///User.java"), Kind.SOURCE);
            Stream<String> imports = names.keySet().stream().map(name -> "import " + name + ".*;\n");
            Stream<String> fields =
                    names.values().stream().flatMap(List::stream).map(name -> "    " + name + " a" + name + ";\n");
            this.text = imports.collect(Collectors.joining())
                    + fields.collect(Collectors.joining("", "class User {\n", "}\n"));
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}

package org.qmp4j.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.qmp4j.codegen.GeneratedFile;

/**
 * A folder that holds generated files and nothing else. A file that did not change is not written, so that nothing is
 * compiled anew because of it; one that is generated no more is deleted.
 */
final class OutputFolder {
    private final Path root;

    OutputFolder(Path root) {
        this.root = root;
    }

    /** What {@link #fill} did. */
    record Changes(int written, int unchanged, int deleted) {
        @Override
        public String toString() {
            return written + " written, " + unchanged + " unchanged, " + deleted + " deleted";
        }
    }

    Changes fill(Collection<GeneratedFile> files) throws IOException {
        Set<Path> kept = new HashSet<>();
        int written = 0;
        for (GeneratedFile file : files) {
            Path path = root.resolve(file.path());
            kept.add(path);
            written += write(path, file.text().getBytes(StandardCharsets.UTF_8)) ? 1 : 0;
        }
        return new Changes(written, files.size() - written, deleteAllBut(kept));
    }

    private static boolean write(Path path, byte[] bytes) throws IOException {
        if (Files.isRegularFile(path) && Arrays.equals(Files.readAllBytes(path), bytes)) {
            return false;
        }
        Files.createDirectories(path.getParent());
        Files.write(path, bytes);
        return true;
    }

    private int deleteAllBut(Set<Path> kept) throws IOException {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        List<Path> stale;
        try (Stream<Path> all = Files.walk(root)) {
            stale = all.filter(path -> path.toString().endsWith(".java") && !kept.contains(path))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path path : stale) {
            Files.delete(path);
        }
        return stale.size();
    }
}

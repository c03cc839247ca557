package org.qmp4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.project.MavenProject;

/** The folders of a project that hold what people write. Nothing is generated into them, around them or inside them. */
final class SourceFolders {
    private SourceFolders() {}

    /**
     * Checks an output folder against the project's folders.
     *
     * @throws UnsafeFolderException if it is one of them, or overlaps with one
     */
    static void requireApart(Path output, MavenProject project) throws IOException {
        Path folder = real(output);
        if (real(project.getBasedir().toPath()).startsWith(folder)) {
            throw refused(output, "holds the whole project");
        }
        List<String> handwritten = List.of(
                project.getBuild().getSourceDirectory(), project.getBuild().getTestSourceDirectory());
        for (String name : handwritten) {
            if (real(Path.of(name)).equals(folder)) {
                throw refused(output, "is the folder of the project's own sources");
            }
        }
        List<String> all = new ArrayList<>(handwritten);
        all.addAll(project.getCompileSourceRoots());
        all.addAll(project.getTestCompileSourceRoots());
        for (String name : all) {
            Path other = real(Path.of(name));
            // Another execution may have added the very same folder.
            if (!other.equals(folder) && (other.startsWith(folder) || folder.startsWith(other))) {
                throw refused(output, "overlaps with the source folder " + name);
            }
        }
    }

    private static UnsafeFolderException refused(Path output, String what) {
        return new UnsafeFolderException(output + " " + what + ". " + FolderCheck.ADVICE);
    }

    // By whatever links a folder is named; those that do not exist yet are named by the nearest one that does.
    private static Path real(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "a file system has a root");
        }
        return existing.toRealPath().resolve(existing.relativize(absolute));
    }
}

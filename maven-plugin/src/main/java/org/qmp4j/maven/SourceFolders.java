package org.qmp4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.maven.project.MavenProject;

/** The source folders of a project. The output folder must not be one of them, contain one of them, or be inside one. */
final class SourceFolders {
    private SourceFolders() {}

    /**
     * Checks that an output folder is separate from the project's source folders.
     *
     * @throws UnsafeFolderException if it is one of them, or overlaps with one
     */
    static void requireApart(Path output, MavenProject project) throws IOException {
        Path folder = real(output);
        if (real(project.getBasedir().toPath()).startsWith(folder)) {
            throw rejected(output, "contains the whole project");
        }
        List<String> handwritten = List.of(
                project.getBuild().getSourceDirectory(), project.getBuild().getTestSourceDirectory());
        for (String name : handwritten) {
            if (real(Path.of(name)).equals(folder)) {
                throw rejected(output, "is a source folder of the project");
            }
        }
        List<String> all = new ArrayList<>(handwritten);
        all.addAll(project.getCompileSourceRoots());
        all.addAll(project.getTestCompileSourceRoots());
        for (String name : all) {
            Path other = real(Path.of(name));
            // Another execution may have added the same folder.
            if (!other.equals(folder) && (other.startsWith(folder) || folder.startsWith(other))) {
                throw rejected(output, "overlaps with the source folder " + name);
            }
        }
    }

    private static UnsafeFolderException rejected(Path output, String reason) {
        return new UnsafeFolderException(output + " " + reason + ". " + FolderCheck.ADVICE);
    }

    // Resolves symbolic links. If the folder does not exist yet, resolves those of its nearest existing parent.
    private static Path real(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath().normalize();
        Path existing = absolute;
        while (!Files.exists(existing)) {
            existing = Objects.requireNonNull(existing.getParent(), "a file system has a root");
        }
        return existing.toRealPath().resolve(existing.relativize(absolute));
    }
}

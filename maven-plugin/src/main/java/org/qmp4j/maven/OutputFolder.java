package org.qmp4j.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.qmp4j.codegen.GeneratedFile;

/**
 * A folder for generated files. An unchanged file is not written, so it is not compiled again. A file that is no longer
 * generated is deleted. A file is overwritten or deleted only if the folder's {@link Manifest} proves that
 * it was generated and is unchanged. Everything is checked before the first change.
 */
final class OutputFolder {
    private final Path root;
    private final String owner;

    /**
     * Opens the folder, and creates it if necessary.
     *
     * @param owner the execution that generates the files; it does not change files of other executions
     */
    OutputFolder(Path root, String owner) throws IOException {
        this.root = Files.createDirectories(root).toRealPath();
        this.owner = owner;
    }

    /** The number of files that {@link #fill} has written, not changed and deleted. */
    record Changes(int written, int unchanged, int deleted) {
        @Override
        public String toString() {
            return written + " written, " + unchanged + " unchanged, " + deleted + " deleted";
        }
    }

    /**
     * Writes the files of the execution, and deletes its other files.
     *
     * @throws UnsafeFolderException if a file would be lost that the plugin did not generate, or that was edited
     */
    Changes fill(Collection<GeneratedFile> files) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        files.forEach(file -> texts.put(file.path(), file.text()));
        Manifest manifest = Manifest.of(root);
        new FolderCheck(root, manifest, owner).check(texts);

        Listing before = manifest.listingOf(owner);
        Listing after = Listing.of(texts);
        List<Path> stale = before.hashes().keySet().stream()
                .filter(path -> !after.lists(path))
                .map(root::resolve)
                .filter(Files::exists)
                .toList();
        List<String> changed = changed(texts);
        if (!stale.isEmpty() || !changed.isEmpty()) {
            writeManifest(manifest.with(owner, before.and(after)));
        }
        // Delete first: on a file system that ignores case, a new name may differ only in case from an old one.
        for (Path file : stale) {
            Files.deleteIfExists(file);
        }
        for (String path : changed) {
            write(root.resolve(path), texts.getOrDefault(path, ""));
        }
        writeManifest(manifest.with(owner, after));
        return new Changes(changed.size(), texts.size() - changed.size(), stale.size());
    }

    private List<String> changed(Map<String, String> texts) throws IOException {
        List<String> changed = new ArrayList<>();
        for (Map.Entry<String, String> file : texts.entrySet()) {
            if (!FolderCheck.holds(root.resolve(file.getKey()), file.getValue())) {
                changed.add(file.getKey());
            }
        }
        return changed;
    }

    private void writeManifest(Manifest manifest) throws IOException {
        Path file = root.resolve(Manifest.NAME);
        if (!FolderCheck.holds(file, manifest.text())) {
            write(file, manifest.text());
        }
    }

    // If this is interrupted, the file has either its old or its new text.
    private static void write(Path file, String text) throws IOException {
        Path folder = Files.createDirectories(file.getParent());
        Path temporary = folder.resolve(Manifest.NAME + "." + UUID.randomUUID() + ".tmp");
        try {
            Files.writeString(temporary, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }
}

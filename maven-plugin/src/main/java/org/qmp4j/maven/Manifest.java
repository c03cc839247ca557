package org.qmp4j.maven;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file that lists the generated files of a folder.
 *
 * @param owners the files of each execution that generates files into the folder
 */
record Manifest(Map<String, Listing> owners) {
    /** The name of the file, in the output folder. */
    static final String NAME = ".qmp4j-generated";

    private static final String COMMENT = """
            # The files that qmp4j-maven-plugin has generated in this folder, with their SHA-256. The plugin overwrites and
            # deletes only these files, and only if they are unchanged. If you commit the generated files, commit this file too.
            """;
    private static final Pattern OWNER = Pattern.compile("execution (\\S.*)");
    private static final Pattern ENTRY = Pattern.compile("([0-9a-f]{64}) (\\S.*)");

    /**
     * Reads the manifest of a folder. If there is none, the result is an empty manifest.
     *
     * @throws UnsafeFolderException if the file is not a valid manifest
     */
    static Manifest of(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        Map<String, Listing> owners = new TreeMap<>();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Manifest(owners);
        }
        Listing current = null;
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            Matcher owner = OWNER.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (owner.matches()) {
                current = owners.computeIfAbsent(owner.group(1), key -> Listing.empty());
            } else if (current != null && entry.matches() && isBelow(folder, entry.group(2))) {
                current.addHash(entry.group(2), entry.group(1));
            } else if (!line.startsWith("#")) {
                throw new UnsafeFolderException(file + " is damaged, so the plugin cannot know which files in " + folder
                        + " are generated. Delete this file and the generated files");
            }
        }
        return new Manifest(owners);
    }

    private static boolean isBelow(Path folder, String path) {
        return folder.resolve(path).normalize().startsWith(folder);
    }

    /** The files that an execution has generated. */
    Listing listingOf(String owner) {
        return owners.getOrDefault(owner, Listing.empty());
    }

    /** Another execution that has generated the file, if any. */
    Optional<String> otherOwner(String path, String owner) {
        return owners.entrySet().stream()
                .filter(other ->
                        !other.getKey().equals(owner) && other.getValue().lists(path))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** A copy of this manifest with a new list for an execution. */
    Manifest with(String owner, Listing listing) {
        Map<String, Listing> changed = new TreeMap<>(owners);
        changed.put(owner, listing);
        return new Manifest(changed);
    }

    String text() {
        StringBuilder text = new StringBuilder(COMMENT);
        owners.forEach((owner, listing) ->
                text.append("execution ").append(owner).append('\n').append(listing.text()));
        return text.toString();
    }
}

package org.qmp4j.maven;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files that one execution has generated, each with the hash of its text. A file that is listed and has a listed hash is
 * proven to be generated and unchanged. While files are being written, a file has two hashes, of its old text and of its new
 * text, so after an interrupted run each file is still proven.
 *
 * @param hashes the hashes by path below the output folder, with slashes
 */
record Listing(Map<String, Set<String>> hashes) {
    static Listing empty() {
        return new Listing(new TreeMap<>());
    }

    /** Creates a listing of files from their texts by path. */
    static Listing of(Map<String, String> texts) {
        Listing listing = empty();
        texts.forEach((path, text) -> listing.addHash(path, hash(text)));
        return listing;
    }

    void addHash(String path, String hash) {
        hashes.computeIfAbsent(path, key -> new TreeSet<>()).add(hash);
    }

    boolean lists(String path) {
        return hashes.containsKey(path);
    }

    /** Whether a file with this path and text was generated and is unchanged. */
    boolean proves(String path, String text) {
        return hashes.getOrDefault(path, Set.of()).contains(hash(text));
    }

    /** The entries of both listings. */
    Listing and(Listing other) {
        Listing both = empty();
        hashes.forEach((path, some) -> some.forEach(hash -> both.addHash(path, hash)));
        other.hashes.forEach((path, some) -> some.forEach(hash -> both.addHash(path, hash)));
        return both;
    }

    String text() {
        StringBuilder text = new StringBuilder();
        hashes.forEach((path, some) ->
                some.forEach(hash -> text.append(hash).append(' ').append(path).append('\n')));
        return text.toString();
    }

    // Version control may have changed the line ends of a committed file.
    private static String hash(String text) {
        try {
            byte[] bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

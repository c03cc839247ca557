package org.qmp4j.cli;

import java.util.Collection;
import java.util.Optional;

/** Suggests the word that was probably meant by a mistyped one. */
final class Suggestion {
    private static final int MAX_DISTANCE = 2;

    private Suggestion() {}

    /** Returns the most similar word, or empty if no word is similar enough. */
    static Optional<String> of(String typed, Collection<String> words) {
        Optional<String> nearest =
                words.stream().min((one, other) -> Integer.compare(distance(typed, one), distance(typed, other)));
        Optional<String> abbreviated =
                words.stream().filter(word -> isAbbreviation(typed, word)).findFirst();
        // A word of three letters may differ in one letter only.
        return abbreviated.or(() ->
                nearest.filter(word -> distance(typed, word) <= Math.min(MAX_DISTANCE, word.length() / 3)));
    }

    /** Whether one of the two is a prefix of the other. */
    private static boolean isAbbreviation(String typed, String word) {
        String shorter = typed.length() < word.length() ? typed : word;
        String letters = shorter.replaceFirst("^-+", "");
        return letters.length() >= 2 && typed.startsWith(shorter) && word.startsWith(shorter);
    }

    /** The edit distance: how many letters must be added, removed, changed or swapped with their neighbour. */
    private static int distance(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : distance(from, to, table, i, j);
            }
        }
        return table[from.length()][to.length()];
    }

    private static int distance(String from, String to, int[][] table, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(table[i - 1][j - 1] + change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, table[i - 2][j - 2] + 1) : fewest;
    }
}

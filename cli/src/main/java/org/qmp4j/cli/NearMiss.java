package org.qmp4j.cli;

import java.util.Collection;
import java.util.Optional;

/** The word that somebody meant who mistyped it. */
final class NearMiss {
    private static final int MOST_SLIPS = 2;

    private NearMiss() {}

    /** The nearest of the words; empty where none is near enough to be meant. */
    static Optional<String> of(String typed, Collection<String> words) {
        Optional<String> nearest =
                words.stream().min((one, other) -> Integer.compare(slips(typed, one), slips(typed, other)));
        Optional<String> begun =
                words.stream().filter(word -> isBegun(typed, word)).findFirst();
        // Not two wrong letters of a word that has but three.
        return begun.or(() -> nearest.filter(word -> slips(typed, word) <= Math.min(MOST_SLIPS, word.length() / 3)));
    }

    /** Whether one of the two is the beginning of the other. */
    private static boolean isBegun(String typed, String word) {
        String shorter = typed.length() < word.length() ? typed : word;
        String bare = shorter.replaceFirst("^-+", "");
        return bare.length() >= 2 && typed.startsWith(shorter) && word.startsWith(shorter);
    }

    /** How many letters are to be added, left out, changed or swapped with their neighbour to get from one to the other. */
    private static int slips(String from, String to) {
        int[][] table = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                table[i][j] = i == 0 || j == 0 ? i + j : slips(from, to, table, i, j);
            }
        }
        return table[from.length()][to.length()];
    }

    private static int slips(String from, String to, int[][] table, int i, int j) {
        int change = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        int fewest = Math.min(table[i - 1][j - 1] + change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(fewest, table[i - 2][j - 2] + 1) : fewest;
    }
}

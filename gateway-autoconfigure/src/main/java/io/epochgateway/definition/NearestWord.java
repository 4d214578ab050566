package io.epochgateway.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a mistyped word was probably meant to be. Any thread. */
public final class NearestWord {

    private NearestWord() {}

    /** What mends an unknown word: that it is HAProxy's, or the nearest valid one if there is any; and all of them. */
    public static String mend(String word, Collection<String> valid) {
        String all = valid.isEmpty() ? "There is none to choose from." : "Valid: " + String.join(", ", valid) + ".";
        if (HaproxyWords.contains(word)) {
            return "HAProxy knows it, but it is not supported here: leave it out. " + all;
        }
        return among(word, valid)
                .map(near -> "Did you mean '" + near + "'? " + all)
                .orElse(all);
    }

    /** The valid word that takes the fewest typing mistakes, if they are few for its length. */
    static Optional<String> among(String word, Collection<String> valid) {
        String typed = word.toLowerCase(Locale.ROOT);
        return valid.stream()
                .filter(candidate -> mistakes(typed, candidate.toLowerCase(Locale.ROOT))
                        <= Math.max(1, Math.max(typed.length(), candidate.length()) / 3))
                .min(Comparator.comparingInt(candidate -> mistakes(typed, candidate.toLowerCase(Locale.ROOT))));
    }

    /** Letters to insert, drop, replace or swap with their neighbour to get from one word to the other. */
    private static int mistakes(String from, String to) {
        int[][] distance = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                distance[i][j] = i == 0 || j == 0 ? i + j : step(from, to, i, j, distance);
            }
        }
        return distance[from.length()][to.length()];
    }

    private static int step(String from, String to, int i, int j, int[][] distance) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least =
                Math.min(distance[i - 1][j - 1] + (same ? 0 : 1), Math.min(distance[i - 1][j], distance[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, distance[i - 2][j - 2] + 1) : least;
    }
}

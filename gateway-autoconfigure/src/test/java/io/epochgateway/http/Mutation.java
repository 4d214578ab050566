package io.epochgateway.http;

import java.util.Random;

/** Changes texts at random: sets, inserts, removes, repeats or cuts off; mostly with octets that mean something. */
final class Mutation {

    private static final String MEANINGFUL = "\r\n :\t,;#/\"\0\1\177\u00800aG";

    private Mutation() {}

    static String of(Random random, String text) {
        StringBuilder mutated = new StringBuilder(text);
        for (int times = random.nextInt(3); times >= 0 && mutated.length() > 1; times--) {
            int at = random.nextInt(mutated.length());
            String octet = String.valueOf(
                    random.nextInt(3) > 0
                            ? MEANINGFUL.charAt(random.nextInt(MEANINGFUL.length()))
                            : (char) random.nextInt(256));
            switch (random.nextInt(6)) {
                case 0 -> mutated.setCharAt(at, octet.charAt(0));
                case 1 -> mutated.insert(at, octet);
                case 2 -> mutated.deleteCharAt(at);
                case 3 -> mutated.insert(at, mutated.substring(at, Math.min(mutated.length(), at + 9)));
                case 4 -> mutated.insert(at, "\r\n");
                default -> mutated.setLength(random.nextInt(4) > 0 ? mutated.length() : at + 1);
            }
        }
        return mutated.toString();
    }
}

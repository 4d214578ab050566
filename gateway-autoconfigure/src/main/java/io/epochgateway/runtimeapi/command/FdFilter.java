package io.epochgateway.runtimeapi.command;

import io.epochgateway.net.Described.Kind;
import io.epochgateway.net.Descriptor;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fds {@code show fd} lists.
 *
 * @param kinds those kinds
 * @param fd this number alone; -1 for all
 */
record FdFilter(Set<Kind> kinds, int fd) {

    /** From the arguments; null if they make no sense. */
    static @Nullable FdFilter of(List<String> words) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        boolean restricted = false;
        for (String word : words) {
            if (!word.matches("[-!plcfbs]+")) {
                // a number ends it; before the slash stands HAProxy's thread group, of which we have one
                return word.matches("(\\d{1,9}/)?\\d{1,9}|\\d{1,9}/|/\\d{1,9}")
                        ? new FdFilter(restricted ? kinds : EnumSet.allOf(Kind.class), number(word))
                        : null;
            }
            if (!restricted && "-!".indexOf(word.charAt(0)) >= 0) {
                kinds.addAll(EnumSet.allOf(Kind.class));
            }
            restricted = true;
            apply(word, kinds);
        }
        return new FdFilter(restricted ? kinds : EnumSet.allOf(Kind.class), -1);
    }

    private static int number(String word) {
        String number = word.substring(word.indexOf('/') + 1);
        return number.isEmpty() ? -1 : Integer.parseInt(number);
    }

    private static void apply(String letters, Set<Kind> kinds) {
        boolean add = true;
        for (int i = 0; i < letters.length(); i++) {
            Set<Kind> meant = meaning(letters.charAt(i));
            if (meant.isEmpty()) {
                add = !add;
            } else if (add) {
                kinds.addAll(meant);
            } else {
                kinds.removeAll(meant);
            }
        }
    }

    /** Nothing for the signs that invert. */
    private static Set<Kind> meaning(char letter) {
        return switch (letter) {
            case 'p' -> EnumSet.of(Kind.INTERNAL, Kind.MANAGEMENT);
            case 'l' -> EnumSet.of(Kind.LISTENER);
            case 'f' -> EnumSet.of(Kind.CLIENT);
            case 'b', 's' -> EnumSet.of(Kind.SERVER, Kind.CHECK);
            case 'c' -> EnumSet.of(Kind.CLIENT, Kind.SERVER, Kind.CHECK);
            default -> Set.of();
        };
    }

    boolean accepts(Descriptor descriptor) {
        return kinds.contains(descriptor.owner().kind())
                && (fd < 0 || descriptor.life().fd() == fd);
    }
}

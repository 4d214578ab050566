package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import io.epochgateway.definition.RetryOn;
import io.epochgateway.definition.RetryOn.Failure;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** HAProxy's words for {@code retry-on}, in one line or a list. */
record RetryWords() implements Scalar<RetryOn> {

    private static final List<Integer> STATUSES = List.of(401, 403, 404, 408, 421, 425, 429, 500, 501, 502, 503, 504);

    @Override
    public @Nullable Setting<RetryOn> read(Place place) {
        List<Place> items = place.items();
        String text = items.isEmpty()
                ? place.text()
                : items.stream().map(Place::text).map(String::valueOf).collect(Collectors.joining(" "));
        return text == null ? null : read(place, text);
    }

    @Override
    public RetryOn parse(String text) throws Mistake {
        Set<Failure> failures = EnumSet.noneOf(Failure.class);
        Set<Integer> statuses = new TreeSet<>();
        List<String> words = Arguments.of(text);
        for (String word : words) {
            switch (word) {
                case "none" -> alone(words);
                case "all-retryable-errors" -> {
                    failures.addAll(EnumSet.allOf(Failure.class));
                    statuses.addAll(List.of(500, 502, 503, 504));
                }
                default -> add(word, failures, statuses);
            }
        }
        return new RetryOn(failures, statuses);
    }

    private static void alone(Collection<String> words) throws Mistake {
        if (words.size() > 1) {
            throw new Mistake("'none' can't stand beside other words", "Leave it out, or all others.");
        }
    }

    private static void add(String word, Set<Failure> failures, Set<Integer> statuses) throws Mistake {
        for (Failure failure : Failure.values()) {
            if (word(failure).equals(word)) {
                failures.add(failure);
                return;
            }
        }
        for (Integer status : STATUSES) {
            if (status.toString().equals(word)) {
                statuses.add(status);
                return;
            }
        }
        throw new Mistake("'" + word + "' is nothing to retry on", NearestWord.mend(word, words()));
    }

    private static String word(Failure failure) {
        return switch (failure) {
            case CONN_FAILURE -> "conn-failure";
            case EMPTY_RESPONSE -> "empty-response";
            case JUNK_RESPONSE -> "junk-response";
            case RESPONSE_TIMEOUT -> "response-timeout";
            case ZERO_RTT_REJECTED -> "0rtt-rejected";
        };
    }

    private static List<String> words() {
        return Stream.of(
                        Stream.of("none", "all-retryable-errors"),
                        Arrays.stream(Failure.values()).map(RetryWords::word),
                        STATUSES.stream().map(String::valueOf))
                .flatMap(part -> part)
                .toList();
    }

    @Override
    public String values() {
        return words().stream().collect(Collectors.joining("`, `", "`", "`"));
    }
}

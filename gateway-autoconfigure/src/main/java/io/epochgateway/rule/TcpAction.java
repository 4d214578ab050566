package io.epochgateway.rule;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Scope;
import java.util.ArrayList;
import java.util.List;

/** What a rule of {@code tcp-request} or {@code tcp-response} does. */
sealed interface TcpAction permits TcpAction.Final, Effect {

    /** Ends the rules, or the stream. */
    record Final(TcpVerdict verdict) implements TcpAction {}

    /**
     * Reads an action.
     *
     * @param words are consumed as far as they belong to it
     */
    static TcpAction read(List<String> words, Scope scope) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("the rule lacks its action", "Write for example 'accept' or 'reject'.");
        }
        Effect effect = Effect.read(words, scope);
        return effect != null ? effect : new Final(verdict(words.removeFirst(), words, scope.place()));
    }

    private static TcpVerdict verdict(String word, List<String> words, Place place) throws Mistake {
        if (!verdicts(place).contains(word)) {
            throw unknown(word, place);
        }
        return switch (word) {
            case "accept" -> TcpVerdict.ACCEPT;
            case "reject" -> TcpVerdict.REJECT;
            case "silent-drop" -> TcpVerdict.DROP;
            case "close" -> TcpVerdict.CLOSE;
            case "expect-proxy" -> {
                expect("layer4", "expect-proxy", words);
                yield TcpVerdict.EXPECT_PROXY;
            }
            case "switch-mode" -> {
                expect("http", "switch-mode", words);
                if (!words.isEmpty() && words.getFirst().equals("proto")) {
                    words.removeFirst();
                    expect("h1", "switch-mode http proto", words);
                }
                yield TcpVerdict.SWITCH_MODE;
            }
            default -> throw new IllegalStateException(word);
        };
    }

    private static void expect(String next, String after, List<String> words) throws Mistake {
        if (words.isEmpty() || !words.removeFirst().equals(next)) {
            throw new Mistake("'" + after + "' lacks '" + next + "'", "Write " + after + " " + next + ".");
        }
    }

    private static List<String> verdicts(Place place) {
        List<String> all = new ArrayList<>(List.of("accept", "reject", "silent-drop"));
        switch (place) {
            case TCP_REQUEST_CONNECTION -> all.add("expect-proxy");
            case TCP_REQUEST_CONTENT -> all.add("switch-mode");
            case TCP_RESPONSE_CONTENT -> all.add("close");
            default -> {}
        }
        return all;
    }

    private static Mistake unknown(String word, Place place) {
        if (word.startsWith("track-sc") || word.startsWith("sc-")) {
            return new Mistake("'" + word + "' needs stick tables, which are not supported", "Leave the rule out.");
        }
        if (word.equals("expect-netscaler-cip")) {
            return new Mistake(
                    "NetScaler's client IP header is not supported", "Let the peer send expect-proxy layer4.");
        }
        List<String> valid = verdicts(place);
        valid.addAll(Effect.names(place));
        return Mistake.unknown("action of " + place.word(), Effect.name(word), valid);
    }
}

package io.epochgateway.rule;

import io.epochgateway.accesslog.Captures;
import io.epochgateway.accesslog.LoggedStream;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Directives;
import io.epochgateway.rule.sample.Directives.End;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Place;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.rule.sample.VariableName;
import io.epochgateway.rule.sample.Variables;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a rule does without deciding anything. Immutable; any thread. */
sealed interface Effect extends TcpAction, HttpRequestAction {

    /** Does it, as far as the values that it needs are known. */
    void apply(Evidence evidence, Sample sample);

    /** Keeps a value. */
    record SetVar(VariableName name, Expression expression) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            Variables variables = evidence.variables(name.scope());
            if (variables != null && expression.evaluate(evidence, sample)) {
                variables.set(name, sample);
            }
        }
    }

    /** Forgets a value. */
    record UnsetVar(VariableName name) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            Variables variables = evidence.variables(name.scope());
            if (variables != null) {
                variables.unset(name);
            }
        }
    }

    /** Lets the client be another one, or have gone to another place, as far as the gateway is concerned. */
    record SetAddress(End end, Expression expression) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            Directives directives = evidence.directives();
            if (directives != null && expression.evaluate(evidence, sample) && sample.asAddress()) {
                directives.address(end, Arrays.copyOfRange(sample.octets(), sample.from(), sample.to()));
            }
        }
    }

    /** As {@link SetAddress}, but for the port. */
    record SetPort(End end, Expression expression) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            Directives directives = evidence.directives();
            if (directives != null && expression.evaluate(evidence, sample) && sample.asNumber()) {
                directives.port(end, (int) sample.number() & 0xFFFF);
            }
        }
    }

    /** Says who is served before whom in a queue. */
    record SetPriority(boolean offset, Expression expression) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            Directives directives = evidence.directives();
            if (directives != null && expression.evaluate(evidence, sample) && sample.asNumber()) {
                int number = Math.clamp(sample.number(), Integer.MIN_VALUE, Integer.MAX_VALUE);
                if (offset) {
                    directives.priorityOffset(number);
                } else {
                    directives.priorityClass(number);
                }
            }
        }
    }

    /** Marks what is sent to the client for the kernel's own rules. */
    record SetMark(int mark) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            if (evidence.directives() != null) {
                evidence.directives().mark(mark);
            }
        }
    }

    /** Marks what is sent to the client for the network. */
    record SetTos(int tos) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            if (evidence.directives() != null) {
                evidence.directives().tos(tos);
            }
        }
    }

    /** Keeps a text for the log, as much of it as there is room for. */
    record Capture(int place, Expression expression) implements Effect {

        @Override
        public void apply(Evidence evidence, Sample sample) {
            LoggedStream stream = evidence.logged();
            Captures captures = stream == null ? null : stream.captures();
            if (captures != null && expression.evaluate(evidence, sample) && sample.asText()) {
                captures.request().get(place).take(sample.octets(), sample.from(), sample.to());
            }
        }
    }

    /** Where clients are looked at, and what they ask. */
    Set<Place> ASKING = Set.of(
            Place.TCP_REQUEST_CONNECTION, Place.TCP_REQUEST_SESSION, Place.TCP_REQUEST_CONTENT, Place.HTTP_REQUEST);

    /** Where streams are looked at that have no server yet. */
    Set<Place> STREAMS = Set.of(Place.TCP_REQUEST_CONTENT, Place.HTTP_REQUEST);

    /** Where which of them may stand; those that aren't here may stand everywhere. */
    Map<String, Set<Place>> PLACES = Map.of(
            "set-src", ASKING,
            "set-src-port", ASKING,
            "set-dst", ASKING,
            "set-dst-port", ASKING,
            "set-priority-class", STREAMS,
            "set-priority-offset", STREAMS);

    /** What an action is called, without what stands in parentheses. */
    static String name(String word) {
        int parenthesis = word.indexOf('(');
        return parenthesis < 0 ? word : word.substring(0, parenthesis);
    }

    /** The names of those that may stand there. */
    static List<String> names(Place place) {
        return Stream.concat(
                        Stream.of("set-mark", "set-tos", "set-var", "unset-var"),
                        PLACES.keySet().stream()
                                .filter(name ->
                                        PLACES.getOrDefault(name, Set.of()).contains(place)))
                .sorted()
                .toList();
    }

    /**
     * Reads one.
     *
     * @param words are consumed as far as they belong to it
     * @return null if the first word names none
     */
    static @Nullable Effect read(List<String> words, Scope scope) throws Mistake {
        String word = words.isEmpty() ? "" : words.getFirst();
        String name = name(word);
        if (!names(scope.place()).contains(name)) {
            return null;
        }
        words.removeFirst();
        return switch (name) {
            case "set-var" -> new SetVar(VariableName.of(argument(word)), value(word, words, scope));
            case "unset-var" -> new UnsetVar(VariableName.of(argument(word)));
            case "set-src" -> new SetAddress(End.SOURCE, value(word, words, scope));
            case "set-dst" -> new SetAddress(End.DESTINATION, value(word, words, scope));
            case "set-src-port" -> new SetPort(End.SOURCE, value(word, words, scope));
            case "set-dst-port" -> new SetPort(End.DESTINATION, value(word, words, scope));
            case "set-priority-class" -> new SetPriority(false, value(word, words, scope));
            case "set-priority-offset" -> new SetPriority(true, value(word, words, scope));
            case "set-mark" -> new SetMark((int) number(word, words, 0xFFFF_FFFFL));
            case "set-tos" -> new SetTos((int) number(word, words, 0xFF));
            default -> throw new IllegalStateException(name);
        };
    }

    private static Expression value(String word, List<String> words, Scope scope) throws Mistake {
        if (words.isEmpty()) {
            throw new Mistake("'" + word + "' lacks its value", "Write a sample behind it.");
        }
        return Expression.parse(words.removeFirst(), scope);
    }

    private static long number(String word, List<String> words, long most) throws Mistake {
        String text = words.isEmpty() ? "" : words.removeFirst();
        long number;
        try {
            number = Long.decode(text);
        } catch (NumberFormatException none) {
            number = -1;
        }
        if (number < 0 || number > most) {
            throw new Mistake(
                    "'" + text + "' of '" + word + "' is no number from 0 to " + most,
                    "Write a decimal or, behind 0x, a hexadecimal one.");
        }
        return number;
    }

    private static String argument(String word) throws Mistake {
        if (!word.endsWith(")") || word.indexOf('(') < 0) {
            throw new Mistake(
                    "the parentheses of '" + word + "' are not closed", "Write the name of a variable in them.");
        }
        return word.substring(word.indexOf('(') + 1, word.length() - 1);
    }
}

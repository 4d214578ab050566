package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.HashType;
import io.epochgateway.definition.HashType.Function;
import io.epochgateway.definition.HashType.Method;
import io.epochgateway.definition.NearestWord;
import java.util.List;

/** HAProxy's {@code hash-type}: a method, a function and a modifier, the last two if wanted. */
record HashTypeLine() implements Scalar<HashType> {

    private static final List<String> METHODS = List.of("map-based", "consistent");
    private static final Choice<Function> FUNCTIONS = new Choice<>("hash function", Function.class);

    @Override
    public HashType parse(String text) throws Mistake {
        List<String> words = List.of(text.split("\\s+"));
        Method method = method(words.getFirst());
        if (words.size() == 1) {
            return new HashType(method, Function.SDBM, method == Method.CONSISTENT);
        }
        Function function = FUNCTIONS.parse(words.get(1));
        if (words.size() > 3 || (words.size() == 3 && !words.get(2).equals("avalanche"))) {
            throw new Mistake("'" + words.getLast() + "' is no hash modifier", "Write avalanche, or nothing.");
        }
        return new HashType(method, function, words.size() == 3);
    }

    private static Method method(String word) throws Mistake {
        return switch (word) {
            case "map-based" -> Method.MAP_BASED;
            case "consistent" -> Method.CONSISTENT;
            default -> throw new Mistake("'" + word + "' is no hash method", NearestWord.mend(word, METHODS));
        };
    }

    @Override
    public String values() {
        return "`map-based` or `consistent`, then " + FUNCTIONS.values() + ", then `avalanche`";
    }
}

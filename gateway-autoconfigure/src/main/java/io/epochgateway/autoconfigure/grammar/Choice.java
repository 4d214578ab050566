package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One of a few words.
 *
 * @param what what the words are called in messages
 */
record Choice<E extends Enum<E>>(String what, Class<E> type) implements Scalar<E> {

    @Override
    public E parse(String text) throws Mistake {
        for (E constant : type.getEnumConstants()) {
            if (word(constant).equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw new Mistake("'" + text + "' is no " + what, NearestWord.mend(text, words()));
    }

    List<String> words() {
        return Stream.of(type.getEnumConstants()).map(this::word).toList();
    }

    private String word(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String values() {
        return words().stream().collect(Collectors.joining("`, `", "`", "`"));
    }
}

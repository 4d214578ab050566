package io.epochgateway.rule.acl;

import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How a sample is compared ({@code -m}). */
enum Method {
    /** Whether there is one. */
    FOUND,
    /** Whether it is true. */
    BOOL,
    INT,
    IP,
    BIN,
    LEN,
    STR,
    BEG,
    END,
    SUB,
    /** As whole words between slashes. */
    DIR,
    /** As whole words between dots. */
    DOM,
    REG,
    /** As a version {@code major.minor}; of one keyword only. */
    VERSION;

    static Method of(String word) throws Mistake {
        List<String> words = Arrays.stream(values())
                .filter(method -> method != VERSION)
                .map(method -> method.name().toLowerCase(Locale.ROOT))
                .toList();
        int place = words.indexOf(word);
        if (place < 0) {
            throw Mistake.unknown("matching method", word, words);
        }
        return values()[place];
    }

    /** What is used for a sample if nothing is said. */
    static Method of(Type type, String expression) throws Mistake {
        return switch (type) {
            case BOOL -> BOOL;
            case INT -> INT;
            case IPV4, IPV6 -> IP;
            case TEXT -> STR;
            case BINARY ->
                throw new Mistake(
                        "'" + expression + "' gives octets, and it isn't said how to compare them",
                        "Write -m bin, -m str, -m len or another way before the values.");
        };
    }

    boolean takesValues() {
        return this != FOUND && this != BOOL;
    }
}

package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Mistake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All fetches, by name. */
final class Fetches {

    private static final Map<String, FetchKeyword> BY_NAME = new TreeMap<>();

    static {
        Stream.of(
                        ConstantFetches.KEYWORDS,
                        ClientFetches.KEYWORDS,
                        LoadFetches.KEYWORDS,
                        PayloadFetches.KEYWORDS,
                        TlsFetches.KEYWORDS,
                        TargetFetches.KEYWORDS,
                        FieldFetches.KEYWORDS,
                        CookieFetches.KEYWORDS,
                        ResponseFetches.KEYWORDS,
                        StreamFetches.KEYWORDS)
                .flatMap(List::stream)
                .forEach(keyword -> BY_NAME.put(keyword.name(), keyword));
    }

    private Fetches() {}

    static FetchKeyword keyword(String name) throws Mistake {
        FetchKeyword keyword = BY_NAME.get(name);
        if (keyword == null) {
            throw unknown(name);
        }
        return keyword;
    }

    static Mistake unknown(String name) {
        if (name.startsWith("sc_") || name.matches("(sc[0-2]|src)_\\w+") || name.startsWith("table_")) {
            return new Mistake("'" + name + "' needs stick tables, which are not supported", "Leave it out.");
        }
        return Mistake.unknown("sample fetch", name, BY_NAME.keySet());
    }
}

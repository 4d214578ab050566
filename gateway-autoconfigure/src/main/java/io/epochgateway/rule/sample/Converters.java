package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Mistake;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All converters, by name. */
final class Converters {

    private static final Map<String, ConverterKeyword> BY_NAME = new TreeMap<>();

    static {
        Stream.of(
                        NumberConverters.KEYWORDS,
                        TextConverters.KEYWORDS,
                        PieceConverters.KEYWORDS,
                        VariableConverters.KEYWORDS,
                        EncodingConverters.KEYWORDS,
                        HashConverters.KEYWORDS)
                .flatMap(List::stream)
                .forEach(keyword -> BY_NAME.put(keyword.name(), keyword));
    }

    private Converters() {}

    static ConverterKeyword keyword(String name) throws Mistake {
        ConverterKeyword keyword = BY_NAME.get(name);
        if (keyword != null) {
            return keyword;
        }
        if (name.equals("map") || name.startsWith("map_")) {
            throw new Mistake("'" + name + "' needs maps, which are not supported", "Write one rule for each entry.");
        }
        if (name.startsWith("table_") || name.equals("in_table")) {
            throw new Mistake("'" + name + "' needs stick tables, which are not supported", "Leave it out.");
        }
        throw Mistake.unknown("converter", name, BY_NAME.keySet());
    }
}

package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keywords as one line in HAProxy's grammar, or as a map. A line says everything; single keywords of the same or of a
 * stronger source go on top of it.
 *
 * @param leading the keywords whose values start the line, in this order and without the keywords
 * @param what what a line describes, for messages
 * @param options the other keywords, in any order
 */
record Line(List<Keyword<?>> leading, String what, List<Keyword<?>> options) implements Words {

    /** At most one value starts the line: that of {@code first}; none if it is null. */
    Line(String what, @Nullable Keyword<?> first, List<Keyword<?>> options) {
        this(first == null ? List.of() : List.of(first), what, options);
    }

    @Override
    public List<Keyword<?>> keywords() {
        return Words.union(leading, options);
    }

    @Override
    public @Nullable Setting<Settings> read(Place place) {
        Settings settings = new Settings(place.property(), Map.of());
        boolean written = false;
        for (Place layer : place.layers()) {
            String text = layer.text();
            if (text != null) {
                settings = parse(place, text);
                written = true;
            }
            settings = readMap(layer).over(settings);
        }
        return written || !settings.isEmpty() ? new Setting<>(settings, place.property()) : null;
    }

    private Settings parse(Place place, String text) {
        try {
            return parse(place.property(), text);
        } catch (Mistake mistake) {
            throw mistake.at(place, text);
        }
    }

    Settings parse(String property, String text) throws Mistake {
        Map<String, Setting<?>> settings = new LinkedHashMap<>();
        Iterator<String> words = Arguments.of(text).iterator();
        for (Keyword<?> first : leading) {
            if (words.hasNext()) {
                settings.put(first.name(), setting(first, words.next(), property));
            }
        }
        while (words.hasNext()) {
            String word = words.next();
            int argument = word.endsWith(")") ? word.indexOf('(') : -1;
            Keyword<?> keyword = option(argument < 0 ? word : word.substring(0, argument));
            if (keyword.shape() instanceof TlvFormats) {
                String type = argument < 0 ? "" : word.substring(argument + 1, word.length() - 1);
                TlvFormats.add(settings, keyword, type, value(keyword, words), property);
            } else if (keyword.shape() instanceof Fields) {
                Fields.add(settings, keyword, value(keyword, words), value(keyword, words), property);
            } else if (keyword.shape() instanceof Texts texts) {
                texts.add(settings, keyword, value(keyword, words), property);
            } else {
                settings.put(keyword.name(), setting(keyword, value(keyword, words), property));
            }
        }
        return new Settings(property, settings);
    }

    private Keyword<?> option(String word) throws Mistake {
        for (Keyword<?> option : options) {
            if (option.name().equals(word.replace('_', '-'))) {
                return option;
            }
        }
        List<String> names = options.stream().<String>map(Keyword::name).toList();
        throw new Mistake("'" + word + "' is no keyword of a " + what, NearestWord.mend(word, names));
    }

    private static String value(Keyword<?> keyword, Iterator<String> words) throws Mistake {
        if (keyword.shape() instanceof Flag) {
            return "true";
        }
        if (!words.hasNext()) {
            throw new Mistake("'" + keyword.name() + "' lacks its value", "Write it behind the keyword.");
        }
        return words.next();
    }

    private static <T> Setting<T> setting(Keyword<T> keyword, String word, String property) throws Mistake {
        if (!(keyword.shape() instanceof Scalar<T> scalar)) {
            throw new IllegalStateException(keyword.name() + " doesn't fit in a line");
        }
        try {
            return new Setting<>(scalar.parse(word), property);
        } catch (Mistake mistake) {
            throw new Mistake(keyword.name() + ": " + mistake.reason(), mistake.mend());
        }
    }
}

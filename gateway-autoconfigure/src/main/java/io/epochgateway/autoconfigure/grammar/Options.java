package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.List;
import java.util.Map;

/**
 * HAProxy's {@code option} keywords: a map from the option's name to {@code true}, {@code false} or its words, or a line
 * or a list of lines in HAProxy's grammar, which {@code no} may start.
 */
record Options(List<Keyword<?>> keywords) implements Words {

    @Override
    public Setting<Settings> read(Place place) {
        List<Place> items = place.items();
        Settings lines = new Settings(place.property(), Map.of());
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            lines = line(item).over(lines);
        }
        return new Setting<>(lines, place.property());
    }

    private Settings line(Place place) {
        String text = place.text();
        if (text == null || text.isBlank()) {
            return readMap(place);
        }
        try {
            return parse(place.property(), text.strip());
        } catch (Mistake mistake) {
            throw mistake.at(place, text);
        }
    }

    private Settings parse(String property, String text) throws Mistake {
        boolean no = text.startsWith("no ");
        String[] words = (no ? text.substring(3).strip() : text).split("\\s+", 2);
        Keyword<?> option = option(words[0]);
        String value = words.length > 1 ? words[1] : "true";
        if (no && words.length > 1) {
            throw new Mistake("nothing can follow 'no " + words[0] + "'", "Leave '" + value + "' out.");
        }
        return new Settings(property, Map.of(option.name(), setting(option, no ? "false" : value, property)));
    }

    private Keyword<?> option(String name) throws Mistake {
        for (Keyword<?> option : keywords) {
            if (option.name().equals(name)) {
                return option;
            }
        }
        throw new Mistake("'" + name + "' is no option here", NearestWord.mend(name, names()));
    }

    private static <T> Setting<?> setting(Keyword<T> option, String value, String property) throws Mistake {
        return switch (option.shape()) {
            case Scalar<T> scalar -> new Setting<>(scalar.parse(value), property);
            case Switch with -> new Setting<>(with.parse(property, value), property);
            default -> throw new IllegalStateException(option.name() + " doesn't fit in a line");
        };
    }
}

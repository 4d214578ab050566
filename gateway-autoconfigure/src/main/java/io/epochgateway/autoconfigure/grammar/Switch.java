package io.epochgateway.autoconfigure.grammar;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option that may be written as {@code true} or {@code false}, or with words of its own.
 *
 * @param line its words
 */
record Switch(Line line) implements Shape<Switched> {

    @Override
    public @Nullable Setting<Switched> read(Place place) {
        String text = place.text();
        if (text != null) {
            try {
                return new Setting<>(parse(place.property(), text.strip()), place.property());
            } catch (Mistake mistake) {
                throw mistake.at(place, text);
            }
        }
        Settings map = line.readMap(place);
        return map.isEmpty() ? null : new Setting<>(new Switched(true, map), place.property());
    }

    Switched parse(String property, String text) throws Mistake {
        return switch (text) {
            case "false" -> Switched.OFF;
            case "true", "" -> new Switched(true, new Settings(property, Map.of()));
            default -> new Switched(true, line.parse(property, text));
        };
    }
}

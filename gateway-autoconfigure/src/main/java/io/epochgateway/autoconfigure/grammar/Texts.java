package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value or a list of them; in a line, the keyword is repeated.
 *
 * @param each what one of them is
 */
record Texts(Scalar<String> each) implements Shape<List<String>> {

    @Override
    public @Nullable Setting<List<String>> read(Place place) {
        List<Place> items = place.items();
        List<String> all = new ArrayList<>();
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            Setting<String> one = each.read(item);
            if (one != null) {
                all.add(one.value());
            }
        }
        return all.isEmpty() ? null : new Setting<>(List.copyOf(all), place.property());
    }

    /** Adds one to those of the line so far. */
    void add(Map<String, Setting<?>> line, Keyword<?> keyword, String value, String property) throws Mistake {
        List<String> all = new ArrayList<>();
        Setting<?> before = line.get(keyword.name());
        if (before != null && before.value() instanceof List<?> earlier) {
            earlier.forEach(text -> all.add((String) text));
        }
        all.add(each.parse(value));
        line.put(keyword.name(), new Setting<>(List.copyOf(all), property));
    }
}

package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line or map, or a list of them.
 *
 * @param each what is written in one of them
 */
record Several(Line each) implements Shape<List<Settings>> {

    @Override
    public @Nullable Setting<List<Settings>> read(Place place) {
        List<Place> items = place.items();
        List<Settings> all = new ArrayList<>();
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            Setting<Settings> one = each.read(item);
            if (one != null && !one.value().isEmpty()) {
                all.add(one.value());
            }
        }
        return all.isEmpty() ? null : new Setting<>(List.copyOf(all), place.property());
    }
}

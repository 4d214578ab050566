package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line or a list of lines, each a value of its own.
 *
 * @param each what is written in one of them
 */
record Lines<T>(Scalar<T> each) implements Shape<List<T>> {

    @Override
    public @Nullable Setting<List<T>> read(Place place) {
        List<Place> items = place.items();
        List<T> all = new ArrayList<>();
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            Setting<T> one = each.read(item);
            if (one != null) {
                all.add(one.value());
            }
        }
        return all.isEmpty() ? null : new Setting<>(List.copyOf(all), place.property());
    }
}

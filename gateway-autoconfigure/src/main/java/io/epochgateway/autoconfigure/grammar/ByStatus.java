package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.http.ErrorReply;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A map from a status of the gateway's own replies to a text, or a line or a list of lines with the status and the text.
 * The map goes on top of lines.
 *
 * @param each what the text is
 */
record ByStatus(Text each) implements Shape<Map<Integer, Setting<String>>> {

    @Override
    public @Nullable Setting<Map<Integer, Setting<String>>> read(Place place) {
        Map<Integer, Setting<String>> all = new TreeMap<>();
        List<Place> items = place.items();
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            line(item, all);
        }
        for (ErrorReply reply : ErrorReply.values()) {
            Setting<String> text = each.read(place.item(reply.status()));
            if (text != null) {
                all.put(reply.status(), text);
            }
        }
        return all.isEmpty() ? null : new Setting<>(all, place.property());
    }

    private void line(Place place, Map<Integer, Setting<String>> all) {
        String line = place.text();
        if (line == null || line.isBlank()) {
            return;
        }
        try {
            List<String> words = Arguments.of(line);
            if (words.size() != 2) {
                throw new Mistake("takes a status and a " + each.what(), "Write both.");
            }
            all.put(
                    new ErrorStatus().parse(words.getFirst()),
                    new Setting<>(each.parse(words.getLast()), place.property()));
        } catch (Mistake mistake) {
            throw mistake.at(place, line);
        }
    }
}

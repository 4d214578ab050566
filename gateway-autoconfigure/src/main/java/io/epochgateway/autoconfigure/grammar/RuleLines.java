package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import io.epochgateway.definition.NearestWord;
import io.epochgateway.definition.RulesDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines of rules: one, a list of them, or a map from the word that a line begins with to the rest of one or of several.
 *
 * @param what what a line is, for the documentation
 * @param words what a line may begin with; empty if that is a name that the user gives
 */
record RuleLines(String what, List<String> words) implements Shape<List<RulesDefinition.Line>> {

    @Override
    public @Nullable Setting<List<RulesDefinition.Line>> read(Place place) {
        List<RulesDefinition.Line> lines = new ArrayList<>();
        add(place, "", lines);
        for (Place child : place.children()) {
            if (!isItem(child)) {
                add(child, child.lastName() + " ", lines);
            }
        }
        return lines.isEmpty() ? null : new Setting<>(List.copyOf(lines), place.property());
    }

    private static void add(Place place, String start, List<RulesDefinition.Line> lines) {
        List<Place> items = place.items();
        for (Place item : items.isEmpty() ? List.of(place) : items) {
            String text = item.text();
            if (text != null && !text.isBlank()) {
                lines.add(new RulesDefinition.Line(item.property(), start + text.strip()));
            }
        }
    }

    private static boolean isItem(Place child) {
        return child.name().isNumericIndex(child.name().getNumberOfElements() - 1);
    }

    /** Refuses a word that no line begins with. */
    void check(Place child) {
        if (!words.isEmpty() && !isItem(child) && !words.contains(child.lastName())) {
            throw new DefinitionException(
                    child.property(),
                    child.text(),
                    "'" + child.lastName() + "' is no keyword here",
                    NearestWord.mend(child.lastName(), words));
        }
    }
}

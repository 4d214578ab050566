package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map from names that the user gives, in the order in which they are written.
 *
 * @param each what is written for a name
 */
record Named(Words each) implements Shape<Map<String, Settings>> {

    @Override
    public Setting<Map<String, Settings>> read(Place place) {
        Section.refuseText(place, "Write a name below it, and its settings below the name.");
        Map<String, Settings> byName = new LinkedHashMap<>();
        for (Place child : place.children()) {
            String name = name(child);
            Setting<Settings> settings = each.read(child);
            byName.put(name, settings == null ? new Settings(child.property(), Map.of()) : settings.value());
        }
        return new Setting<>(byName, place.property());
    }

    private static String name(Place child) {
        String name = child.lastName();
        if (child.name().isNumericIndex(child.name().getNumberOfElements() - 1)) {
            throw new DefinitionException(
                    child.property(), null, "takes a map of names, not a list", "Write a name instead of the dash.");
        }
        try {
            return new ProxyName().parse(name);
        } catch (Mistake mistake) {
            throw new DefinitionException(child.property(), null, mistake.reason(), mistake.mend());
        }
    }
}

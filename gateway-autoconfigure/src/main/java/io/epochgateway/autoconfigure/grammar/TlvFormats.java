package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.ProxyTlvs;
import io.epochgateway.definition.RulesDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of the PROXY protocol: a map from types to texts with samples in them; in a line, a type in parentheses and a
 * text behind each keyword.
 */
record TlvFormats() implements Shape<List<ProxyTlvs.Value>> {

    private static final Text FORMAT = new Text("format");

    @Override
    public @Nullable Setting<List<ProxyTlvs.Value>> read(Place place) {
        List<ProxyTlvs.Value> values = new ArrayList<>();
        for (Place child : place.children()) {
            Setting<String> format = FORMAT.read(child);
            if (format != null) {
                try {
                    values.add(value(child.lastName(), format.value(), child.property()));
                } catch (Mistake mistake) {
                    throw mistake.at(child, format.value());
                }
            }
        }
        return values.isEmpty() ? null : new Setting<>(List.copyOf(values), place.property());
    }

    /** Adds one to those of the line so far. */
    static void add(Map<String, Setting<?>> line, Keyword<?> keyword, String type, String format, String property)
            throws Mistake {
        List<ProxyTlvs.Value> values = new ArrayList<>();
        Setting<?> before = line.get(keyword.name());
        if (before != null && before.value() instanceof List<?> earlier) {
            earlier.forEach(value -> values.add((ProxyTlvs.Value) value));
        }
        values.add(value(type, FORMAT.parse(format), property));
        line.put(keyword.name(), new Setting<>(List.copyOf(values), property));
    }

    private static ProxyTlvs.Value value(String type, String format, String property) throws Mistake {
        int number;
        try {
            number = Integer.decode(type);
        } catch (NumberFormatException none) {
            number = -1;
        }
        if (number < 0 || number > 0xFF) {
            throw new Mistake("'" + type + "' is no type of a value", "Write a number such as 0xE1, at most 0xFF.");
        }
        return new ProxyTlvs.Value(number, new RulesDefinition.Line(property, format));
    }
}

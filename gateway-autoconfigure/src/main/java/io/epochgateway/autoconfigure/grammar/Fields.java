package io.epochgateway.autoconfigure.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header fields: a map from names to values; in a line, a name and a value behind each keyword. */
record Fields() implements Shape<Map<String, String>> {

    private static final Text VALUE = new Text("value");

    @Override
    public @Nullable Setting<Map<String, String>> read(Place place) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Place child : place.children()) {
            Setting<String> value = VALUE.read(child);
            if (value != null) {
                try {
                    fields.put(new FieldToken().parse(child.lastName()), literal(value.value()));
                } catch (Mistake mistake) {
                    throw mistake.at(child, value.value());
                }
            }
        }
        return fields.isEmpty() ? null : new Setting<>(fields, place.property());
    }

    /** Adds one field to those of the line so far. */
    static void add(Map<String, Setting<?>> line, Keyword<?> keyword, String name, String value, String property)
            throws Mistake {
        Map<String, String> fields = new LinkedHashMap<>();
        Setting<?> before = line.get(keyword.name());
        if (before != null && before.value() instanceof Map<?, ?> earlier) {
            earlier.forEach((key, text) -> fields.put((String) key, (String) text));
        }
        fields.put(new FieldToken().parse(name), literal(VALUE.parse(value)));
        line.put(keyword.name(), new Setting<>(fields, property));
    }

    /** HAProxy takes a log-format here, which can't be evaluated where a reply is made once and for all. */
    private static String literal(String value) throws Mistake {
        String rest = value.replace("%%", "");
        if (rest.indexOf('%') >= 0) {
            throw new Mistake(
                    "'" + value + "' depends on the request, and this reply is made once",
                    "Write a fixed text, and %% for a %.");
        }
        return value.replace("%%", "%");
    }
}

package io.epochgateway.autoconfigure.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value that is made of keywords with values of their own. */
sealed interface Words extends Shape<Settings> permits Section, Line, Options {

    List<Keyword<?>> keywords();

    default List<String> names() {
        return keywords().stream().map(Keyword::name).toList();
    }

    /** Several lists in one. */
    @SafeVarargs
    static List<Keyword<?>> union(List<Keyword<?>>... lists) {
        List<Keyword<?>> all = new ArrayList<>();
        for (List<Keyword<?>> list : lists) {
            all.addAll(list);
        }
        return List.copyOf(all);
    }

    /** The keyword that Spring takes for this name; null if none. */
    default @Nullable Keyword<?> keyword(String uniformName) {
        for (Keyword<?> keyword : keywords()) {
            if (keyword.uniform().equals(uniformName)) {
                return keyword;
            }
        }
        return null;
    }

    /** Reads the map form: each keyword at a place of its own. */
    default Settings readMap(Place place) {
        Map<String, Setting<?>> settings = new LinkedHashMap<>();
        for (Keyword<?> keyword : keywords()) {
            Setting<?> setting = keyword.shape().read(place.child(keyword.name()));
            if (setting != null) {
                settings.put(keyword.name(), setting);
            }
        }
        return new Settings(place.property(), settings);
    }
}

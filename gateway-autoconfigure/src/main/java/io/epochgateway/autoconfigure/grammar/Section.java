package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.DefinitionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keywords as a map. */
record Section(List<Keyword<?>> keywords) implements Words {

    Section(Keyword<?>... keywords) {
        this(List.of(keywords));
    }

    @Override
    public Setting<Settings> read(Place place) {
        refuseText(place, "Write one of these below it: " + String.join(", ", names()) + ".");
        return new Setting<>(readMap(place), place.property());
    }

    static void refuseText(Place place, String mend) {
        @Nullable String text = place.text();
        if (text != null && !text.isBlank()) {
            throw new DefinitionException(place.property(), text, "takes a map, not a value", mend);
        }
    }
}

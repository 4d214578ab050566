package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import java.util.List;
import java.util.Locale;

/** Yes or no; in a line, the bare keyword says yes. */
record Flag() implements Scalar<Boolean> {

    @Override
    public Boolean parse(String text) throws Mistake {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new Mistake(
                        "'" + text + "' is neither true nor false", NearestWord.mend(text, List.of("true", "false")));
        };
    }

    @Override
    public String values() {
        return "`true`, `false`";
    }
}

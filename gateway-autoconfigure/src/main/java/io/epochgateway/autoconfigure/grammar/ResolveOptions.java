package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.NearestWord;
import io.epochgateway.definition.ResolutionDefinition.Option;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Options of the resolution of a name, separated by commas; the last word about sharing counts. */
record ResolveOptions() implements Scalar<Set<Option>> {

    @Override
    public Set<Option> parse(String text) throws Mistake {
        EnumSet<Option> options = EnumSet.noneOf(Option.class);
        for (String word : text.split(",", -1)) {
            Option option = option(word.strip());
            if (option != Option.IGNORE_WEIGHT) {
                options.remove(Option.ALLOW_DUP_IP);
                options.remove(Option.PREVENT_DUP_IP);
            }
            options.add(option);
        }
        return Set.copyOf(options);
    }

    private static Option option(String word) throws Mistake {
        for (Option option : Option.values()) {
            if (name(option).equals(word)) {
                return option;
            }
        }
        List<String> names =
                Stream.of(Option.values()).map(ResolveOptions::name).toList();
        throw new Mistake("'" + word + "' is no option of the resolution", NearestWord.mend(word, names));
    }

    private static String name(Option option) {
        return option.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String values() {
        return Stream.of(Option.values()).map(ResolveOptions::name).collect(Collectors.joining("`, `", "`", "`"))
                + ", several separated by commas";
    }
}

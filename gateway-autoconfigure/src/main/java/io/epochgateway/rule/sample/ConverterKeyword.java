package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;
import org.jspecify.annotations.Nullable;

/**
 * A converter that can be written.
 *
 * @param least how many arguments it must have
 * @param most how many it may have
 * @param takes what the value is made before it is converted; null if it is taken as it is
 * @param gives the type of what it makes; null if that is the type that it takes
 * @param maker makes one with its arguments
 */
record ConverterKeyword(
        String name,
        int least,
        int most,
        @Nullable Type takes,
        @Nullable Type gives,
        Maker maker) {

    /** Makes a converter. */
    @FunctionalInterface
    interface Maker {
        Converter make(Call call) throws Mistake;
    }

    /** Without arguments. */
    static ConverterKeyword plain(String name, @Nullable Type takes, @Nullable Type gives, Converter converter) {
        return new ConverterKeyword(name, 0, 0, takes, gives, call -> converter);
    }

    Converter make(Call call) throws Mistake {
        call.count(least, most);
        return maker.make(call);
    }
}

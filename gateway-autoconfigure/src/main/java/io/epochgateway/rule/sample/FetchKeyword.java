package io.epochgateway.rule.sample;

import io.epochgateway.rule.language.Call;
import io.epochgateway.rule.language.Mistake;

/**
 * A fetch that can be written.
 *
 * @param least how many arguments it must have
 * @param most how many it may have
 * @param type of what it gives
 * @param need what must be there
 * @param maker makes one with its arguments
 */
record FetchKeyword(String name, int least, int most, Type type, Need need, Maker maker) {

    /** Makes a fetch. */
    @FunctionalInterface
    interface Maker {
        Fetch make(Call call, Scope scope) throws Mistake;
    }

    /** Without arguments. */
    static FetchKeyword plain(String name, Type type, Need need, Fetch fetch) {
        return new FetchKeyword(name, 0, 0, type, need, (call, scope) -> fetch);
    }

    FetchKeyword called(String other) {
        return new FetchKeyword(other, least, most, type, need, maker);
    }

    Fetch make(Call call, Scope scope) throws Mistake {
        call.count(least, most);
        return maker.make(call, scope);
    }
}

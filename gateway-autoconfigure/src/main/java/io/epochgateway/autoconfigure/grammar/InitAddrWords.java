package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.NearestWord;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The ways to find a server's address at the start, separated by commas. */
record InitAddrWords() implements Scalar<List<InitAddr>> {

    /** When nothing is written; only a name that is asked for later may be without an address. */
    static List<InitAddr> otherwise(boolean askedLater) {
        return askedLater
                ? List.of(InitAddr.Method.LAST, InitAddr.Method.LIBC, InitAddr.Method.NONE)
                : List.of(InitAddr.Method.LAST, InitAddr.Method.LIBC);
    }

    @Override
    public List<InitAddr> parse(String text) throws Mistake {
        List<InitAddr> ways = new ArrayList<>();
        for (String word : text.split(",", -1)) {
            ways.add(way(word.strip()));
        }
        return List.copyOf(ways);
    }

    private static InitAddr way(String word) throws Mistake {
        if (NetUtil.isValidIpV4Address(word) || NetUtil.isValidIpV6Address(word)) {
            return new InitAddr.Ip(word);
        }
        for (InitAddr.Method method : InitAddr.Method.values()) {
            if (name(method).equals(word)) {
                return method;
            }
        }
        throw new Mistake("'" + word + "' is no way to find an address", NearestWord.mend(word, names()));
    }

    private static List<String> names() {
        return Stream.of(InitAddr.Method.values()).map(InitAddrWords::name).toList();
    }

    private static String name(InitAddr.Method method) {
        return method.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String values() {
        return "`last`, `libc`, `none`, address, several separated by commas";
    }
}

package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.ResolutionDefinition;
import java.util.List;

/** The keywords of {@code server} that are about names, and what they come to. */
final class ResolutionKeywords {

    private static final Keyword<List<InitAddr>> INIT_ADDR = new Keyword<>(
            "init-addr",
            new InitAddrWords(),
            "last,libc",
            "How the address of a name is found at the start; `none`: in maintenance until something gives it one.");

    /** Of servers. */
    static final List<Keyword<?>> OF_SERVERS = List.of(INIT_ADDR);

    private ResolutionKeywords() {}

    static ResolutionDefinition resolution(Settings server) {
        return new ResolutionDefinition(server.get(INIT_ADDR));
    }
}

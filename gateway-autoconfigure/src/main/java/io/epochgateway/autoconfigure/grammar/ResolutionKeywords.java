package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.InitAddr;
import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.Network;
import io.epochgateway.definition.ResolutionDefinition;
import io.epochgateway.definition.ResolutionDefinition.Option;
import io.epochgateway.definition.SocketAddress;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keywords of {@code server} that are about names, and what they come to. */
final class ResolutionKeywords {

    private static final Keyword<List<InitAddr>> INIT_ADDR = new Keyword<>(
            "init-addr",
            new InitAddrWords(),
            "How the address of a name is found at the start. Otherwise `last,libc`, with `resolvers` and then `none`.");
    static final Keyword<String> RESOLVERS = new Keyword<>(
            "resolvers", new ProxyName(), "The name servers that are asked for the name while the gateway runs.");
    private static final Keyword<IpFamily> RESOLVE_PREFER = new Keyword<>(
            "resolve-prefer", new PreferredFamily(), "ipv6", "The family that is taken if the name has both.");
    private static final Keyword<List<Network>> RESOLVE_NET =
            new Keyword<>("resolve-net", new Subnets(), "Networks whose addresses are taken first.");
    private static final Keyword<Set<Option>> RESOLVE_OPTS = new Keyword<>(
            "resolve-opts",
            new ResolveOptions(),
            "Whether servers may share an address, and whether the weights of SRV records count.");

    /** Of servers. */
    static final List<Keyword<?>> OF_SERVERS = List.of(INIT_ADDR, RESOLVERS, RESOLVE_PREFER, RESOLVE_NET, RESOLVE_OPTS);

    private ResolutionKeywords() {}

    /**
     * How a server's name is resolved.
     *
     * @param address what has the name; null if there is none
     */
    static ResolutionDefinition resolution(Settings server, @Nullable SocketAddress address) {
        String resolvers = server.find(RESOLVERS);
        boolean later = resolvers != null || address instanceof SocketAddress.Service;
        return new ResolutionDefinition(
                server.get(INIT_ADDR, InitAddrWords.otherwise(later)),
                resolvers,
                server.get(RESOLVE_PREFER),
                server.get(RESOLVE_NET, List.of()),
                server.get(RESOLVE_OPTS, Set.of()));
    }
}

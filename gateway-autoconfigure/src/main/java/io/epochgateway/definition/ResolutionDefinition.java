package io.epochgateway.definition;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the name of a server gets an address (the words of HAProxy's {@code server} that are about names).
 *
 * @param initAddr how it is found at the start; the first that finds one decides
 * @param resolvers the name servers that know it while the gateway runs; null if it is looked up at the start only
 * @param prefer the family that is taken if the name has addresses of both
 * @param networks where the address should be, if the name has several
 * @param options what else
 */
public record ResolutionDefinition(
        List<InitAddr> initAddr,
        @Nullable String resolvers,
        IpFamily prefer,
        List<Network> networks,
        Set<Option> options) {

    /** Once, at the start, by the system's resolver. */
    public static final ResolutionDefinition SYSTEM = new ResolutionDefinition(
            List.of(InitAddr.Method.LAST, InitAddr.Method.LIBC), null, IpFamily.IPV6, List.of(), Set.of());

    /** A word of {@code resolve-opts}. */
    public enum Option {
        /** Servers of a backend may share an address. */
        ALLOW_DUP_IP,
        /** The weight of an SRV record says nothing. */
        IGNORE_WEIGHT,
        /** They may not, as without any word. */
        PREVENT_DUP_IP
    }

    public ResolutionDefinition {
        initAddr = List.copyOf(initAddr);
        networks = List.copyOf(networks);
        options = Set.copyOf(options);
    }
}

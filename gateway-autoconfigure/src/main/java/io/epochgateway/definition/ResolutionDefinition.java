package io.epochgateway.definition;

import java.util.List;

/**
 * How the name of a server gets an address (the words of HAProxy's {@code server} that are about names).
 *
 * @param initAddr how it is found at the start; the first that finds one decides
 */
public record ResolutionDefinition(List<InitAddr> initAddr) {

    /** Once, at the start, by the system's resolver. */
    public static final ResolutionDefinition SYSTEM =
            new ResolutionDefinition(List.of(InitAddr.Method.LAST, InitAddr.Method.LIBC));

    public ResolutionDefinition {
        initAddr = List.copyOf(initAddr);
    }
}

package io.epochgateway.runtimeapi.command;

import org.jspecify.annotations.Nullable;

/** Which gateway this is. */
final class Version {

    /** As its jar says; without a jar there is none to say. */
    static final String OF_THE_GATEWAY = of(Version.class.getPackage().getImplementationVersion());

    private Version() {}

    private static String of(@Nullable String inTheJar) {
        return inTheJar == null ? "development" : inTheJar;
    }
}

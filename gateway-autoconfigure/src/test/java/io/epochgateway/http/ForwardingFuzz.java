package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A target of {@code benchmarks/fuzz.sh}: the whole requests, heads and bodies. */
public final class ForwardingFuzz {

    private ForwardingFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Fuzzing.forwarding(text);
    }
}

package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A target of {@code benchmarks/fuzz.sh}: the head of a request. */
public final class RequestHeadFuzz {

    private RequestHeadFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Fuzzing.head(MessageHead.Kind.REQUEST, text);
    }
}

package io.epochgateway.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** A target of {@code benchmarks/fuzz.sh}: the chunked body of a request. */
public final class ChunksFuzz {

    private ChunksFuzz() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Fuzzing.forwarding("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + text);
    }
}

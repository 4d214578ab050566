package io.epochgateway.accesslog;

import java.nio.charset.StandardCharsets;

/** Text that is known before there is a line. */
final class Ascii {

    private Ascii() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

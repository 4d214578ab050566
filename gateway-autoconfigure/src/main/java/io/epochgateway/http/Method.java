package io.epochgateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Request methods that the proxy tells apart (RFC 9110 section 9.3); names are case-sensitive. */
public enum Method {
    GET,
    HEAD,
    POST,
    PUT,
    DELETE,
    CONNECT,
    OPTIONS,
    TRACE,
    PATCH,
    /** Any other token. */
    OTHER;

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
    private final byte[] token = name().getBytes(StandardCharsets.US_ASCII);

    static Method of(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 3 -> GET.is(bytes, from) ? GET : PUT.is(bytes, from) ? PUT : OTHER;
            case 4 -> POST.is(bytes, from) ? POST : HEAD.is(bytes, from) ? HEAD : OTHER;
            case 5 -> PATCH.is(bytes, from) ? PATCH : TRACE.is(bytes, from) ? TRACE : OTHER;
            case 6 -> DELETE.is(bytes, from) ? DELETE : OTHER;
            case 7 -> OPTIONS.is(bytes, from) ? OPTIONS : CONNECT.is(bytes, from) ? CONNECT : OTHER;
            default -> OTHER;
        };
    }

    private boolean is(byte[] bytes, int from) {
        return Arrays.equals(bytes, from, from + token.length, token, 0, token.length);
    }
}

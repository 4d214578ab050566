package io.epochgateway.http;

import java.nio.charset.StandardCharsets;

/** The form of a request target and the authority in it (RFC 9112 section 3.2). */
final class RequestTarget {

    private static final byte[] HTTP = "http".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HTTPS = "https".getBytes(StandardCharsets.US_ASCII);

    private final Authority authority = new Authority();
    private boolean hasAuthority;
    private int defaultPort;

    void clear() {
        hasAuthority = false;
    }

    /** Takes the octets between the two spaces of a request line; false if they are no target for the method. */
    boolean read(byte[] bytes, int from, int to, Method method) {
        if (method == Method.CONNECT) {
            return readAuthorityForm(bytes, from, to);
        }
        if (bytes[from] == '/') {
            return true;
        }
        if (to - from == 1 && bytes[from] == '*') {
            return method == Method.OPTIONS;
        }
        return readAbsoluteForm(bytes, from, to);
    }

    private boolean readAuthorityForm(byte[] bytes, int from, int to) {
        hasAuthority = true;
        return authority.read(bytes, from, to) && authority.hasHost() && authority.port() > 0;
    }

    private boolean readAbsoluteForm(byte[] bytes, int from, int to) {
        int colon = from;
        while (colon < to && schemeOctet(bytes[colon], colon == from)) {
            colon++;
        }
        if (colon == from
                || to - colon < 3
                || bytes[colon] != ':'
                || bytes[colon + 1] != '/'
                || bytes[colon + 2] != '/') {
            return false;
        }
        int start = colon + 3;
        int end = start;
        while (end < to && bytes[end] != '/' && bytes[end] != '?') {
            end++;
        }
        hasAuthority = true;
        defaultPort =
                Octets.spells(bytes, from, colon, HTTP) ? 80 : Octets.spells(bytes, from, colon, HTTPS) ? 443 : -1;
        return authority.read(bytes, start, end) && authority.hasHost();
    }

    /** Whether a position is the first one behind the authority of an absolute form that begins at {@code from}. */
    boolean isPathAt(byte[] bytes, int from, int position) {
        if (!hasAuthority || bytes[from] == '/') {
            return false;
        }
        int at = from;
        while (bytes[at] != '/') {
            at++;
        }
        for (at += 2; at < position && bytes[at] != '/' && bytes[at] != '?'; ) {
            at++;
        }
        return at == position;
    }

    private static boolean schemeOctet(byte octet, boolean first) {
        int folded = octet | 0x20;
        boolean letter = folded >= 'a' && folded <= 'z';
        return letter || (!first && (Octets.digit(octet) || octet == '+' || octet == '-' || octet == '.'));
    }

    /** Whether a {@code Host} says the same; one without a port agrees with CONNECT to a usual port. */
    boolean agreesWith(Authority host, byte[] bytes, Method method) {
        if (!hasAuthority) {
            return true;
        }
        if (method == Method.CONNECT) {
            return authority.same(host, bytes, authority.usualPort() ? authority.port() : -1);
        }
        return authority.same(host, bytes, defaultPort);
    }
}

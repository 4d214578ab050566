package io.epochgateway.http;

import java.util.Arrays;

/** A host and its port where they lie in the head (RFC 3986 section 3.2, without user information). */
final class Authority {

    private static final int NO_PORT = -1;
    private static final int HIGHEST_PORT = 65535;

    private int from;
    private int hostEnd;
    private int port;

    /** Reads one; false if it is none. An empty host and an empty port are syntax enough. */
    boolean read(byte[] bytes, int from, int to) {
        this.from = from;
        this.hostEnd = from < to && bytes[from] == '[' ? literalEnd(bytes, from, to) : nameEnd(bytes, from, to);
        return hostEnd >= 0 && readPort(bytes, to);
    }

    private static int nameEnd(byte[] bytes, int at, int to) {
        while (at < to && bytes[at] != ':') {
            if (bytes[at] == '%') {
                if (at + 2 >= to || Octets.hex(bytes[at + 1]) < 0 || Octets.hex(bytes[at + 2]) < 0) {
                    return -1;
                }
                at += 3;
            } else if (Octets.host(bytes[at])) {
                at++;
            } else {
                return -1;
            }
        }
        return at;
    }

    /** The end of {@code [IPv6]}; the address's own grammar is the server's matter, only its octets are checked. */
    private static int literalEnd(byte[] bytes, int from, int to) {
        int colons = 0;
        for (int at = from + 1; at < to; at++) {
            byte octet = bytes[at];
            if (octet == ']') {
                return colons >= 2 ? at + 1 : -1;
            }
            if (octet == ':') {
                colons++;
            } else if (octet != '.' && Octets.hex(octet) < 0) {
                return -1;
            }
        }
        return -1;
    }

    private boolean readPort(byte[] bytes, int to) {
        port = NO_PORT;
        if (hostEnd == to) {
            return true;
        }
        if (bytes[hostEnd] != ':') {
            return false;
        }
        for (int at = hostEnd + 1; at < to; at++) {
            if (!Octets.digit(bytes[at])) {
                return false;
            }
            port = Math.max(port, 0) * 10 + bytes[at] - '0';
            if (port > HIGHEST_PORT) {
                return false;
            }
        }
        return true;
    }

    boolean hasHost() {
        return hostEnd > from;
    }

    boolean hasPort() {
        return port != NO_PORT;
    }

    /** Whether this port may be left out: it is one of the schemes that the web uses. */
    boolean usualPort() {
        return port == 80 || port == 443;
    }

    /** Whether both name one host and port, a missing port being the default one. */
    boolean same(Authority other, byte[] bytes, int defaultPort) {
        return sameHost(other, bytes)
                && (hasPort() ? port : defaultPort) == (other.hasPort() ? other.port : defaultPort);
    }

    private boolean sameHost(Authority other, byte[] bytes) {
        int length = hostEnd - from;
        return other.hostEnd - other.from == length
                && (Arrays.equals(bytes, from, hostEnd, bytes, other.from, other.hostEnd)
                        || Octets.sameInAnyCase(bytes, from, bytes, other.from, length));
    }

    int port() {
        return port;
    }
}

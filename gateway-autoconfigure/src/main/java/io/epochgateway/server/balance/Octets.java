package io.epochgateway.server.balance;

import io.epochgateway.definition.BalanceAlgorithm.Uri;
import io.epochgateway.http.MessageHead;

/** A part of an array; short-lived, so the compiler makes no object of it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Octets(byte[] octets, int from, int to) {

    static Octets all(byte[] octets) {
        return new Octets(octets, 0, octets.length);
    }

    static Octets target(MessageHead request) {
        return new Octets(request.octets(), request.targetStart(), request.targetEnd());
    }

    static Octets uri(MessageHead request, Uri uri) {
        Octets target = uri.pathOnly() ? target(request).withoutAuthority() : target(request);
        if (uri.len() > 0) {
            target = target.upTo(Math.min(target.to, target.from + uri.len()));
        }
        int end = target.from;
        int slashes = 0;
        while (end < target.to) {
            byte octet = target.octets[end];
            if (octet == '/' && uri.depth() > 0 && ++slashes > uri.depth() || octet == '?' && !uri.whole()) {
                break;
            }
            end++;
        }
        return target.upTo(end);
    }

    private Octets withoutAuthority() {
        if (octets[from] == '/') {
            return this;
        }
        int scheme = indexOf((byte) ':');
        if (scheme + 2 >= to || octets[scheme + 1] != '/' || octets[scheme + 2] != '/') {
            return from(to);
        }
        int slash = from(scheme + 3).indexOf((byte) '/');
        return from(slash < from(scheme + 3).indexOf((byte) '?') ? slash : to);
    }

    /** The registered name in a host name: behind the dot before the last dot, up to that last dot. */
    Octets domain() {
        int end = to;
        while (end > from && !(end < to && octets[end] == '.')) {
            end--;
        }
        if (end == from) {
            return new Octets(octets, from, to);
        }
        int start = end;
        while (start > from && octets[start - 1] != '.') {
            start--;
        }
        return new Octets(octets, start, end);
    }

    /** The first such octet, or the end. */
    int indexOf(byte octet) {
        int at = from;
        while (at < to && octets[at] != octet) {
            at++;
        }
        return at;
    }

    Octets from(int start) {
        return new Octets(octets, start, to);
    }

    Octets upTo(int end) {
        return new Octets(octets, from, end);
    }
}

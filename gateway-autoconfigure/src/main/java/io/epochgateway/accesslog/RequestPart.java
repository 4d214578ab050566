package io.epochgateway.accesslog;

/**
 * The request line, or a part of it: {@code %r}, {@code %HM}, {@code %HU}, {@code %HP}, {@code %HPO}, {@code %HQ} and
 * {@code %HV}. Where there was no request, {@code <BADREQ>}.
 */
record RequestPart(String name, Flags flags) implements Piece {

    private static final byte[] BAD_REQUEST = Ascii.bytes("<BADREQ>");

    @Override
    public void write(LineWriter line, Dates dates, LoggedStream stream) {
        byte[] octets = stream.requestLine();
        int end = stream.requestLineLength();
        if (end == 0) {
            flags.text(line, BAD_REQUEST);
            return;
        }
        int method = indexOf(octets, ' ', 0, end);
        int target = Math.min(method + 1, end);
        int targetEnd = indexOf(octets, ' ', target, end);
        switch (name) {
            case "r" -> part(line, octets, 0, end);
            case "HM" -> part(line, octets, 0, method);
            case "HV" -> part(line, octets, Math.min(targetEnd + 1, end), end);
            case "HU" -> part(line, octets, target, targetEnd);
            case "HP" -> part(line, octets, target, indexOf(octets, '?', target, targetEnd));
            case "HQ" -> part(line, octets, indexOf(octets, '?', target, targetEnd), targetEnd);
            default -> path(line, octets, target, indexOf(octets, '?', target, targetEnd));
        }
    }

    private void part(LineWriter line, byte[] octets, int from, int to) {
        flags.encoded(line, octets, from, to, false);
    }

    /** Without scheme and authority; nothing where there is no path. */
    private void path(LineWriter line, byte[] octets, int from, int to) {
        int path = from;
        if (from < to && octets[from] != '/') {
            int authority = from;
            while (authority + 2 < to && !(octets[authority] == '/' && octets[authority + 1] == '/')) {
                authority++;
            }
            path = authority + 2 < to ? indexOf(octets, '/', authority + 2, to) : to;
        }
        part(line, octets, path, to);
    }

    private static int indexOf(byte[] octets, char wanted, int from, int to) {
        int at = from;
        while (at < to && octets[at] != wanted) {
            at++;
        }
        return at;
    }
}

package io.epochgateway.accesslog;

/** Takes the text that was found; one per loop, so that finding makes no object. Event loop only. */
public final class Finding {

    private byte[] octets = {};
    private int from;
    private int to;

    Finding() {}

    /** It is these octets, which are looked at before the next lookup and not kept. */
    public void is(byte[] found, int start, int end) {
        octets = found;
        from = start;
        to = end;
    }

    boolean isEmpty() {
        return from >= to;
    }

    byte[] octets() {
        return octets;
    }

    int from() {
        return from;
    }

    int to() {
        return to;
    }
}

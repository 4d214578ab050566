package io.epochgateway.accesslog;

/** What was captured of one field or cookie. Event loop only. */
public final class Captured {

    private final byte[] octets;
    private int length = -1;

    /**
     * Nothing yet.
     *
     * @param longest how many octets are kept
     */
    public Captured(int longest) {
        octets = new byte[longest];
    }

    /** Takes as many of those octets as are kept, in place of what was there. */
    public void take(byte[] from, int start, int end) {
        length = 0;
        add(from, start, end);
    }

    /** Takes more of them, as far as there is room. */
    public void add(byte[] from, int start, int end) {
        int taken = Math.min(end - start, octets.length - length);
        System.arraycopy(from, start, octets, length, taken);
        length += taken;
    }

    /** Whether it was there, be it empty. */
    public boolean isPresent() {
        return length >= 0;
    }

    /** What was taken, up to {@link #length()}. */
    public byte[] octets() {
        return octets;
    }

    /** 0 if nothing was there. */
    public int length() {
        return Math.max(length, 0);
    }

    /** Forgets it. */
    public void clear() {
        length = -1;
    }
}

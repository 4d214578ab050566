package io.epochgateway.server;

/** What keeps traffic from a server whatever its health; the numbers are HAProxy's, as in {@code show servers state}. */
public enum Hold {
    /** An operator wants maintenance. */
    FORCED_MAINT(0x01),
    /** The server that it tracks is in maintenance. */
    INHERITED_MAINT(0x02),
    /** The configuration wanted maintenance. */
    CONFIGURED_MAINT(0x04),
    /** An operator wants it drained. */
    FORCED_DRAIN(0x08),
    /** The server that it tracks is drained. */
    INHERITED_DRAIN(0x10),
    /** Its name has no address. */
    UNRESOLVED(0x20);

    static final int MAINT = FORCED_MAINT.bit | INHERITED_MAINT.bit | CONFIGURED_MAINT.bit | UNRESOLVED.bit;
    static final int DRAIN = FORCED_DRAIN.bit | INHERITED_DRAIN.bit;
    /** What an operator's word takes away or puts there. */
    static final int FORCED = FORCED_MAINT.bit | CONFIGURED_MAINT.bit | FORCED_DRAIN.bit;

    static final int INHERITED = INHERITED_MAINT.bit | INHERITED_DRAIN.bit;

    private final int bit;

    Hold(int bit) {
        this.bit = bit;
    }

    int bit() {
        return bit;
    }
}

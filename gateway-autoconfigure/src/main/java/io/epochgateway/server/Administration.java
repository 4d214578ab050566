package io.epochgateway.server;

/** What operators want of a server. */
public enum Administration {
    /** As its health allows. */
    READY,
    /** Nothing new; what belongs to it still comes. */
    DRAIN,
    /** Nothing at all, and no checks. */
    MAINT
}

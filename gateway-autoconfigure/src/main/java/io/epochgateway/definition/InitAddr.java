package io.epochgateway.definition;

/** One way to find a server's address at the start (a word of HAProxy's {@code init-addr}). */
public sealed interface InitAddr {

    /** A way that needs no more than a word. */
    enum Method implements InitAddr {
        /** As it was when the process stopped. Nothing remembers that, so it finds nothing. */
        LAST,
        /** As the system's resolver says. */
        LIBC,
        /** Not at all: the server is in maintenance until something gives it an address. */
        NONE
    }

    /**
     * That one.
     *
     * @param host IPv4 or IPv6
     */
    record Ip(String host) implements InitAddr {}
}

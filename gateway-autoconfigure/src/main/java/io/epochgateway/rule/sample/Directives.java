package io.epochgateway.rule.sample;

/** What rules may change of a client's connection, and of the stream at hand. Event loop only. */
public interface Directives {

    /** An end of the client's connection. */
    enum End {
        /** The client's. */
        SOURCE,
        /** The gateway's. */
        DESTINATION
    }

    /**
     * From now on that end has this address. What a rule of {@code tcp-request content} or of requests changes holds for
     * its stream, what an earlier one changes for the connection.
     *
     * @param address 4 or 16 octets
     */
    void address(End end, byte[] address);

    /** As {@link #address}, for the port. */
    void port(End end, int port);

    /** A stream of a lower class waits for a slot before all of higher ones; 0 where nobody says so. */
    void priorityClass(int order);

    /** Within its class, the stream counts as having come so much later, in milliseconds. */
    void priorityOffset(int millis);

    /** What is sent to the client has this mark of the kernel's ({@code SO_MARK}); needs a privilege. */
    void mark(int mark);

    /** What is sent to the client has this type of service in its IP headers. */
    void tos(int tos);
}

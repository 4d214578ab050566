package io.epochgateway.definition;

/**
 * What the field {@code Forwarded} tells of a request (RFC 7239; HAProxy {@code option forwarded}).
 *
 * @param proto the scheme
 * @param host what {@code Host} says
 * @param by the address that the client connected to
 * @param byPort its port
 * @param client the client's address, {@code for}
 * @param clientPort its port, {@code for_port}
 */
public record ForwardedField(
        boolean proto, boolean host, boolean by, boolean byPort, boolean client, boolean clientPort) {

    /** What it tells if nothing is asked for. */
    public static final ForwardedField USUAL = new ForwardedField(true, false, false, false, true, false);
}

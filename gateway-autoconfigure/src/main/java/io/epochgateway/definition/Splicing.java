package io.epochgateway.definition;

/**
 * Which bytes are moved from socket to socket by the kernel, without coming to user space. It is a wish: what can't be
 * moved like that is copied.
 *
 * @param auto those that come in so large pieces that it pays (HAProxy {@code option splice-auto})
 * @param request all from clients to servers (HAProxy {@code option splice-request})
 * @param response all from servers to clients (HAProxy {@code option splice-response})
 */
public record Splicing(boolean auto, boolean request, boolean response) {

    /** All is copied. */
    public static final Splicing NONE = new Splicing(false, false, false);

    /** What either of two sides of a stream wants. */
    public Splicing or(Splicing other) {
        if (equals(other) || other.equals(NONE)) {
            return this;
        }
        return new Splicing(auto || other.auto, request || other.request, response || other.response);
    }
}

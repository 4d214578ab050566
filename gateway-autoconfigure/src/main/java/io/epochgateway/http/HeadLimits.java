package io.epochgateway.http;

/**
 * How large a head may be.
 *
 * @param bytes the whole head (HAProxy {@code tune.bufsize} less {@code tune.maxrewrite}: 15360)
 * @param fields header fields (HAProxy {@code tune.http.maxhdr}: 101)
 * @param target bytes of the request target; at most {@code bytes}
 */
public record HeadLimits(int bytes, int fields, int target) {
    public static final HeadLimits DEFAULT = new HeadLimits(15360, 101, 15360);

    public HeadLimits {
        if (bytes < 1 || fields < 0 || target < 1 || target > bytes) {
            throw new IllegalArgumentException("bytes " + bytes + ", fields " + fields + ", target " + target);
        }
    }
}

package io.epochgateway.http;

import io.epochgateway.definition.TuneDefinition;

/**
 * How large a head may be.
 *
 * @param bytes the whole head (HAProxy {@code tune.bufsize} less {@code tune.maxrewrite}: 15360)
 * @param fields header fields (HAProxy {@code tune.http.maxhdr}: 101)
 * @param target bytes of the request target ({@code tune.http.maxuri}); at most {@code bytes}
 */
public record HeadLimits(int bytes, int fields, int target) {
    public static final HeadLimits DEFAULT = of(TuneDefinition.DEFAULT);

    /** Those that are configured. */
    public static HeadLimits of(TuneDefinition tune) {
        int bytes = tune.bufsize() - tune.maxrewrite();
        return new HeadLimits(bytes, tune.maxhdr(), Math.min(tune.maxuri(), bytes));
    }

    public HeadLimits {
        if (bytes < 1 || fields < 0 || target < 1 || target > bytes) {
            throw new IllegalArgumentException("bytes " + bytes + ", fields " + fields + ", target " + target);
        }
    }
}

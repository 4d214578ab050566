package io.epochgateway.definition;

/**
 * How much of a message is taken (HAProxy {@code tune.*}). The head of a message may have {@code bufsize} less
 * {@code maxrewrite} bytes.
 *
 * @param bufsize bytes of a buffer, 1024 to 16777216 (HAProxy {@code tune.bufsize}: 16384)
 * @param maxrewrite bytes of it that are reserved for what is added to a head, at most half of it (HAProxy
 *     {@code tune.maxrewrite}: 1024)
 * @param maxhdr header fields of a head, 1 to 32767 (HAProxy {@code tune.http.maxhdr}: 101)
 * @param maxuri bytes of a request target, at least 1; what a head can't hold is too long anyway
 */
public record TuneDefinition(int bufsize, int maxrewrite, int maxhdr, int maxuri) {

    public static final TuneDefinition DEFAULT = new TuneDefinition(16384, 1024, 101, Integer.MAX_VALUE);

    public static final int LEAST_BUFSIZE = 1024;
    public static final int MOST_BUFSIZE = 16 * 1024 * 1024;
    public static final int MOST_FIELDS = 32767;

    public TuneDefinition {
        String tune = "gateway.global.tune";
        Range.check(tune + ".bufsize", "size of a buffer", bufsize, LEAST_BUFSIZE, MOST_BUFSIZE);
        Range.check(tune + ".maxrewrite", "reserve of a buffer", maxrewrite, 0, bufsize / 2);
        Range.check(tune + ".http.maxhdr", "number of header fields", maxhdr, 1, MOST_FIELDS);
        Range.check(tune + ".http.maxuri", "length of a request target", maxuri, 1, Integer.MAX_VALUE);
    }
}

package io.epochgateway.definition;

/**
 * When and where a request is tried again.
 *
 * @param retries further attempts after the first (HAProxy {@code retries})
 * @param on what allows one
 * @param redispatch HAProxy {@code option redispatch}: every attempt of that number goes to another server; -1 the last
 *     one, -2 the one before; 0 none
 */
public record RetryDefinition(int retries, RetryOn on, int redispatch) {

    /** That many, on connections that could not be made, at the same server. */
    public static RetryDefinition of(int retries) {
        return new RetryDefinition(retries, RetryOn.DEFAULT, 0);
    }

    /** Whether option redispatch lets the retry of that number, from 1, go elsewhere. */
    public boolean redispatches(int retry) {
        int interval = redispatch < 0 ? retries + 1 + redispatch : redispatch;
        return interval > 0 && retry % interval == 0;
    }
}

package io.epochgateway.rule.sample;

/**
 * What must be known to understand an expression.
 *
 * @param place where it stands
 * @param proxy the name of the proxy that it stands in
 * @param directory the proxies and servers that it may name
 */
public record Scope(Place place, String proxy, Directory directory) {

    /** The same proxy's, at another place. */
    public Scope at(Place other) {
        return new Scope(other, proxy, directory);
    }
}

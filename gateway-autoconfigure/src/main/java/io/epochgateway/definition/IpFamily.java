package io.epochgateway.definition;

/** Which addresses of a host name are meant (HAProxy's prefixes {@code ipv4@} and {@code ipv6@}). */
public enum IpFamily {
    /** The one that the system's resolver puts first. */
    ANY,
    IPV4,
    IPV6
}

package io.epochgateway.rule.sample;

/** What a sample is. */
public enum Type {
    BOOL,
    INT,
    IPV4,
    IPV6,
    /** Octets that mean characters. */
    TEXT,
    /** Octets that mean nothing more. */
    BINARY;

    /** Whether a value of this type may become one of that type, if it fits. */
    public boolean fits(Type wanted) {
        return switch (wanted) {
            case BOOL -> this == BOOL || this == INT;
            case INT -> this != IPV6 && this != BINARY;
            case IPV4, IPV6 -> this != BOOL && this != BINARY;
            case TEXT, BINARY -> true;
        };
    }
}

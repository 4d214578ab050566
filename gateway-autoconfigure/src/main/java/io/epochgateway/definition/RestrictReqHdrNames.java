package io.epochgateway.definition;

/**
 * What becomes of request fields whose names have other characters than letters, digits and hyphens, which some
 * applications confuse with others (HAProxy {@code option http-restrict-req-hdr-names}).
 */
public enum RestrictReqHdrNames {
    /** They are left alone. */
    PRESERVE,
    /** They are left out. */
    DELETE,
    /** The request is answered 403. */
    REJECT
}

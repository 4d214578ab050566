package io.epochgateway.http;

/** Why a message was refused; one constant a rule, each with the section that it enforces. Any thread. */
public enum Refusal {
    /** RFC 9112 section 3: the request line is not method, SP, target, SP, version, CRLF. */
    REQUEST_LINE(400),
    /** RFC 9112 section 3.1: the method is not a token. */
    METHOD(400),
    /** RFC 9112 section 3.2: an octet that may not stand in a request target. */
    TARGET_OCTET(400),
    /** RFC 9112 section 3.2: no form of request target, or not one for this method. */
    TARGET_FORM(400),
    /** RFC 9112 section 3: the target is over the limit. */
    TARGET_TOO_LONG(414),
    /** RFC 9110 section 15.6.6: the major version is not 1. */
    VERSION(505),
    /** RFC 9112 section 4: the status line is not version, SP, three digits, SP, reason, CRLF. */
    STATUS_LINE(400),
    /** RFC 9112 section 2.2: a CR without its LF. */
    BARE_CR(400),
    /** RFC 9112 section 2.2: a LF without its CR. */
    BARE_LF(400),
    /** RFC 9110 section 5.5: a control character in a field value or reason phrase. */
    CONTROL_CHARACTER(400),
    /** RFC 9112 section 2.2: white space between the start line and the first field. */
    SPACE_BEFORE_FIELDS(400),
    /** RFC 9112 section 5.2: a folded line. */
    OBS_FOLD(400),
    /** RFC 9112 section 5: a field name that is empty or not a token, or a line without a colon. */
    FIELD_NAME(400),
    /** RFC 9112 section 5.1: white space before the colon. */
    SPACE_BEFORE_COLON(400),
    /** RFC 9110 section 5.4: more fields than the limit. */
    TOO_MANY_FIELDS(431),
    /** RFC 9110 section 5.4: the head is over the limit. */
    HEAD_TOO_LARGE(431),
    /** RFC 9112 section 3.2: an HTTP/1.1 request without {@code Host}. */
    HOST_MISSING(400),
    /** RFC 9112 section 3.2: more than one {@code Host}. */
    HOST_REPEATED(400),
    /** RFC 9110 section 7.2: {@code Host} is no host with an optional port. */
    HOST_INVALID(400),
    /** RFC 9112 section 3.2.2: {@code Host} is not what the target says; a server might believe either. */
    HOST_MISMATCH(400),
    /** RFC 9110 section 8.6: {@code Content-Length} is not one number below 10^18. */
    CONTENT_LENGTH_INVALID(400),
    /** RFC 9110 section 8.6: {@code Content-Length} more than once, whether or not the numbers differ. */
    CONTENT_LENGTH_REPEATED(400),
    /** RFC 9112 section 6.1: {@code Transfer-Encoding} beside {@code Content-Length}. */
    LENGTH_AND_TRANSFER_ENCODING(400),
    /** RFC 9112 section 6.1: a transfer coding other than a single {@code chunked}. */
    TRANSFER_ENCODING_INVALID(400),
    /** RFC 9112 section 7.1: {@code Transfer-Encoding} more than once. */
    TRANSFER_ENCODING_REPEATED(400),
    /** RFC 9112 section 6.1: {@code Transfer-Encoding} in an HTTP/1.0 message. */
    TRANSFER_ENCODING_IN_1_0(400),
    /** RFC 9110 section 9.3: a body after an HTTP/1.0 GET, HEAD or DELETE, which servers of old don't expect. */
    UNEXPECTED_BODY_IN_1_0(413),
    /** RFC 9110 section 9.3.6: CONNECT has no content; what follows it is the tunnel's. */
    CONNECT_BODY(400),
    /** RFC 9110 section 7.6.1: more options in {@code Connection} than any sender needs. */
    TOO_MANY_CONNECTION_OPTIONS(431),
    /** RFC 9112 section 7.1: a chunk size that is not hexadecimal, too long or above 2^60. */
    CHUNK_SIZE(400),
    /** RFC 9112 section 7.1.1: a chunk extension that is none, or too long. */
    CHUNK_EXTENSION(400),
    /** RFC 9112 section 7.1: no CRLF after the chunk's data. */
    CHUNK_END(400),
    /** RFC 9112 section 7.1.2: a trailer line that is no field line. */
    TRAILER_LINE(400),
    /** RFC 9110 section 6.5.1: a trailer that would change framing, routing or the connection. */
    TRAILER_FORBIDDEN(400),
    /** RFC 9110 section 5.4: the trailer section is over the limit. */
    TRAILERS_TOO_LARGE(431);

    private final int status;

    Refusal(int status) {
        this.status = status;
    }

    /** What a client is answered: 400, 413, 414, 431 or 505. A server's message is answered 502 whatever this says. */
    public int status() {
        return status;
    }
}

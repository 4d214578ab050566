package io.epochgateway.http;

/** Field names that the proxy acts upon; found while the head is scanned, so no comparison is repeated. */
public enum FieldName {
    HOST,
    CONNECTION,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    KEEP_ALIVE,
    PROXY_CONNECTION,
    TE,
    TRAILER,
    UPGRADE,
    EXPECT,
    /** Any other name. */
    OTHER
}

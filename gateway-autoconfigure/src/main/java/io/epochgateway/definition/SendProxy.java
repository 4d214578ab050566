package io.epochgateway.definition;

/** Which header of the PROXY protocol a server gets (HAProxy {@code send-proxy}, {@code send-proxy-v2}). */
public enum SendProxy {
    /** The line of version 1. */
    V1,
    /** The binary header of version 2. */
    V2,
    /** That of version 2 with a checksum ({@code proxy-v2-options crc32c}). */
    V2_CRC32C
}

package io.epochgateway.http;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

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
    OTHER;

    private static final FieldName[] ALL = values();

    private final byte[] lower =
            name().toLowerCase(Locale.ROOT).replace('_', '-').getBytes(StandardCharsets.US_ASCII);

    /** The name that those octets, a token, spell in any case. */
    static FieldName of(byte[] bytes, int from, int to) {
        return switch (to - from) {
            case 2 -> TE.or(OTHER, bytes, from);
            case 4 -> HOST.or(OTHER, bytes, from);
            case 6 -> EXPECT.or(OTHER, bytes, from);
            case 7 -> UPGRADE.or(TRAILER, bytes, from);
            case 10 -> CONNECTION.or(KEEP_ALIVE, bytes, from);
            case 14 -> CONTENT_LENGTH.or(OTHER, bytes, from);
            case 16 -> PROXY_CONNECTION.or(OTHER, bytes, from);
            case 17 -> TRANSFER_ENCODING.or(OTHER, bytes, from);
            default -> OTHER;
        };
    }

    static FieldName of(int ordinal) {
        return ALL[ordinal];
    }

    private FieldName or(FieldName second, byte[] bytes, int from) {
        if (Octets.spells(bytes, from, lower)) {
            return this;
        }
        return second != OTHER && Octets.spells(bytes, from, second.lower) ? second : OTHER;
    }
}

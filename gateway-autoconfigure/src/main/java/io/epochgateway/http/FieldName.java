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

    @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
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

    static FieldName ofCode(int code) {
        return ALL[code];
    }

    /** Below 128. */
    @SuppressWarnings("EnumOrdinal") // lives in the index of one head only, never beyond this JVM
    int code() {
        return ordinal();
    }

    /** One bit of an int. */
    int bit() {
        return 1 << code();
    }

    private FieldName or(FieldName second, byte[] bytes, int from) {
        if (Octets.spells(bytes, from, lower)) {
            return this;
        }
        return second != OTHER && Octets.spells(bytes, from, second.lower) ? second : OTHER;
    }
}

package io.epochgateway.server.check;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Octets as characters, and back. */
final class Octets {

    private Octets() {}

    static byte[] of(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** All that is readable, but no more than that. */
    static CharSequence read(ByteBuf from, int most) {
        return from.readCharSequence(Math.min(from.readableBytes(), most), StandardCharsets.ISO_8859_1);
    }

    static String hexadecimal(String octets) {
        return HexFormat.of().withUpperCase().formatHex(of(octets));
    }

    /** What pairs of digits mean; nothing if they are none. */
    static String ofHexadecimal(String digits) {
        try {
            return new String(HexFormat.of().parseHex(digits), StandardCharsets.ISO_8859_1);
        } catch (IllegalArgumentException none) {
            return "";
        }
    }
}

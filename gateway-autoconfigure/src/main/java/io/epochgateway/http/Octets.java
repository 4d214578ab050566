package io.epochgateway.http;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** What each octet may be in an HTTP/1 head, by table; comparisons without regard to case. */
final class Octets {

    private static final int TOKEN = 1;
    private static final int TARGET = 2;
    private static final int VALUE = 4;
    private static final int HOST = 8;
    private static final int USUAL_NAME = 16;

    private static final byte[] KINDS = kinds();
    private static final byte[] LOWER = lower();

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long EACH_HIGH_BIT = 0x8080808080808080L;
    private static final long SPACES = ' ' * EACH_BYTE;
    private static final long DELS = 0x7f * EACH_BYTE;

    private Octets() {}

    /** Whether it may stand in a token (RFC 9110 section 5.6.2). */
    static boolean token(byte octet) {
        return (KINDS[octet & 0xff] & TOKEN) != 0;
    }

    /** Whether it may stand in a request target: visible ASCII but for {@code #} (RFC 9112 section 3.2). */
    static boolean target(byte octet) {
        return (KINDS[octet & 0xff] & TARGET) != 0;
    }

    /** Whether it may stand in a field value or a reason phrase: all but controls, HTAB allowed (RFC 9110 5.5). */
    static boolean value(byte octet) {
        return (KINDS[octet & 0xff] & VALUE) != 0;
    }

    /** Whether it may stand in a registered name; {@code %} and {@code ,} are not here (RFC 3986 section 3.2.2). */
    static boolean host(byte octet) {
        return (KINDS[octet & 0xff] & HOST) != 0;
    }

    /** Whether there are but letters, digits and hyphens. */
    static boolean usualName(byte[] bytes, int from, int length) {
        for (int at = from; at < from + length; at++) {
            if ((KINDS[bytes[at] & 0xff] & USUAL_NAME) == 0) {
                return false;
            }
        }
        return true;
    }

    static boolean digit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    /** The value of a hexadecimal digit; -1 for any other octet. */
    static int hex(byte octet) {
        if (digit(octet)) {
            return octet - '0';
        }
        int folded = octet | 0x20;
        return folded >= 'a' && folded <= 'f' ? folded - 'a' + 10 : -1;
    }

    static boolean blank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    /** The first position at or after {@code at} that may not stand in a field value; {@code end} if all may. */
    static int valueEnd(byte[] bytes, int at, int end) {
        while (at <= end - Long.BYTES && allVisible((long) LONG.get(bytes, at))) {
            at += Long.BYTES;
        }
        while (at < end && value(bytes[at])) {
            at++;
        }
        return at;
    }

    /** Whether none of eight octets is below 0x20 or 0x7f; false for HTAB too, which the table then decides. */
    private static boolean allVisible(long eight) {
        long below = (eight - SPACES) & ~eight;
        long notDel = eight ^ DELS;
        long del = (notDel - EACH_BYTE) & ~notDel;
        return ((below | del) & EACH_HIGH_BIT) == 0;
    }

    /**
     * Whether the octets from {@code from} spell a word, in any case.
     *
     * @param lower the word: lower-case letters, digits and hyphens only, since one bit is all that is folded
     */
    static boolean spells(byte[] bytes, int from, byte[] lower) {
        for (int i = 0; i < lower.length; i++) {
            if ((bytes[from + i] | 0x20) != lower[i]) {
                return false;
            }
        }
        return true;
    }

    /** The same with the length compared first. */
    static boolean spells(byte[] bytes, int from, int to, byte[] lower) {
        return to - from == lower.length && spells(bytes, from, lower);
    }

    /** Whether two stretches of the same length differ in nothing but the case of ASCII letters. */
    static boolean sameInAnyCase(byte[] a, int aFrom, byte[] b, int bFrom, int length) {
        for (int i = 0; i < length; i++) {
            if (LOWER[a[aFrom + i] & 0xff] != LOWER[b[bFrom + i] & 0xff]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int octet = 0; octet < 256; octet++) {
            boolean visible = octet > 0x20 && octet < 0x7f;
            boolean letterOrDigit = visible && Character.isLetterOrDigit(octet);
            if (letterOrDigit || "!#$%&'*+-.^_`|~".indexOf(octet) >= 0) {
                kinds[octet] |= TOKEN;
            }
            if (letterOrDigit || octet == '-') {
                kinds[octet] |= USUAL_NAME;
            }
            if (visible && octet != '#') {
                kinds[octet] |= TARGET;
            }
            if ((octet >= 0x20 && octet != 0x7f) || octet == '\t') {
                kinds[octet] |= VALUE;
            }
            if (letterOrDigit || "-._~!$&'()*+;=".indexOf(octet) >= 0) {
                kinds[octet] |= HOST;
            }
        }
        return kinds;
    }

    private static byte[] lower() {
        byte[] lower = new byte[256];
        for (int octet = 0; octet < 256; octet++) {
            lower[octet] = (byte) (octet >= 'A' && octet <= 'Z' ? octet | 0x20 : octet);
        }
        return lower;
    }
}

package io.epochgateway.rule.sample;

import io.netty.util.NetUtil;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The value at hand while an expression is evaluated: filled by the fetch, changed by one converter after the other, and
 * used for the next expression. One per loop or connection, so that evaluating makes no objects. Event loop only.
 */
public final class Sample {

    private static final byte[] NOTHING = {};
    /** What an IPv4 address begins with in IPv6. */
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final int USUAL_ROOM = 256;

    private Type type = Type.BOOL;
    private long number;
    private byte[] octets = NOTHING;
    private int from;
    private int to;
    private byte[] room = NOTHING;
    private byte[] otherRoom = NOTHING;
    private boolean every;
    private boolean more;
    private boolean mayChange;
    private int place;
    private int position;

    // ---- one evaluation

    /**
     * Begins an evaluation.
     *
     * @param every whether each of several values is asked for, one after the other, or the usual one
     */
    void begin(boolean every) {
        this.every = every;
        more = false;
        mayChange = false;
        place = 0;
        position = 0;
    }

    /** Whether each of several values is asked for. */
    boolean every() {
        return every;
    }

    /** Where a fetch of several values goes on. */
    int place() {
        return place;
    }

    int position() {
        return position;
    }

    /** There may be another value, which is looked for from here. */
    void goOn(int nextPlace, int nextPosition) {
        more = true;
        place = nextPlace;
        position = nextPosition;
    }

    /** Notes where the value at hand ends, without a promise that there is another. */
    void pause(int nextPlace, int nextPosition) {
        place = nextPlace;
        position = nextPosition;
    }

    /** Takes back that there may be another value; whether there was. */
    public boolean takeMore() {
        boolean another = more;
        more = false;
        return another;
    }

    /** What was found, or not found, may be otherwise once more bytes are there. */
    public void mayChange(boolean value) {
        mayChange |= value;
    }

    public boolean mayChange() {
        return mayChange;
    }

    // ---- what is in it

    public Type type() {
        return type;
    }

    /** Of a BOOL 0 or 1, or of an INT. */
    public long number() {
        return number;
    }

    /** What the octets from {@link #from()} to {@link #to()} stand in: look, don't keep. */
    public byte[] octets() {
        return octets;
    }

    public int from() {
        return from;
    }

    /** The position behind the last one. */
    public int to() {
        return to;
    }

    public int length() {
        return to - from;
    }

    /** Makes a String, each octet a character (ISO 8859-1), of any type. */
    public String text() {
        asText();
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** Makes an array of it, of any type. */
    public byte[] copy() {
        asText();
        return Arrays.copyOfRange(octets, from, to);
    }

    /** Makes an array of the octets. */
    byte[] copyRaw() {
        return Arrays.copyOfRange(octets, from, to);
    }

    // ---- filling it

    boolean setBool(boolean value) {
        type = Type.BOOL;
        number = value ? 1 : 0;
        return true;
    }

    boolean setNumber(long value) {
        type = Type.INT;
        number = value;
        return true;
    }

    boolean setText(byte[] bytes, int start, int end) {
        return set(Type.TEXT, bytes, start, end);
    }

    /** Without the blanks around it. */
    boolean setTrimmedText(byte[] bytes, int start, int end) {
        int first = Octets.trimStart(bytes, start, end);
        return set(Type.TEXT, bytes, first, Octets.trimEnd(bytes, first, end));
    }

    boolean setText(byte[] bytes) {
        return set(Type.TEXT, bytes, 0, bytes.length);
    }

    boolean setBinary(byte[] bytes, int start, int end) {
        return set(Type.BINARY, bytes, start, end);
    }

    boolean setAddress(byte[] address) {
        return set(address.length == 4 ? Type.IPV4 : Type.IPV6, address, 0, address.length);
    }

    boolean set(Type as, byte[] bytes, int start, int end) {
        type = as;
        octets = bytes;
        from = start;
        to = end;
        return true;
    }

    /** Whatever a variable holds. */
    boolean set(Value value) {
        type = value.type();
        number = value.number();
        octets = value.octets();
        from = 0;
        to = octets.length;
        return true;
    }

    /** Cuts the octets. */
    boolean narrow(int start, int end) {
        from = start;
        to = end;
        return true;
    }

    /** An array of at least that length that the present octets don't stand in, to write the next ones to. */
    byte[] room(int length) {
        if (octets == room) {
            byte[] swapped = room;
            room = otherRoom;
            otherRoom = swapped;
        }
        if (room.length < length) {
            room = new byte[Math.max(length, USUAL_ROOM)];
        }
        return room;
    }

    // ---- becoming another type

    /** Makes it what is wanted; false if it doesn't fit. */
    boolean become(Type wanted) {
        return switch (wanted) {
            case BOOL -> asBool();
            case INT -> asNumber();
            case IPV4, IPV6 -> asAddress();
            case TEXT -> asText();
            case BINARY -> asBinary();
        };
    }

    boolean asBool() {
        return type == Type.BOOL || (type == Type.INT && setBool(number != 0));
    }

    /** Text gives the number that it begins with. */
    public boolean asNumber() {
        return switch (type) {
            case BOOL, INT -> setNumber(number);
            case TEXT -> length() > 0 && setNumber(leadingNumber(octets, from, to));
            case IPV4 ->
                setNumber((octets[from] & 0xffL) << 24
                        | (octets[from + 1] & 0xff) << 16
                        | (octets[from + 2] & 0xff) << 8
                        | octets[from + 3] & 0xff);
            case IPV6, BINARY -> false;
        };
    }

    static long leadingNumber(byte[] bytes, int start, int end) {
        int at = start;
        boolean negative = at < end && bytes[at] == '-';
        if (negative || (at < end && bytes[at] == '+')) {
            at++;
        }
        long value = 0;
        for (; at < end && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
            int digit = bytes[at] - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    public boolean asAddress() {
        return switch (type) {
            case IPV4, IPV6 -> true;
            case TEXT -> {
                byte[] address = NetUtil.createByteArrayFromIpAddressString(
                        new String(octets, from, to - from, StandardCharsets.ISO_8859_1));
                yield address != null && setAddress(address);
            }
            case INT -> {
                byte[] address = room(4);
                for (int i = 0; i < 4; i++) {
                    address[i] = (byte) (number >>> 24 - 8 * i);
                }
                yield set(Type.IPV4, address, 0, 4);
            }
            case BOOL, BINARY -> false;
        };
    }

    public boolean asText() {
        return switch (type) {
            case TEXT -> true;
            case BINARY -> setText(octets, from, to);
            case BOOL, INT -> decimal();
            case IPV4, IPV6 -> setText(address().getBytes(StandardCharsets.US_ASCII));
        };
    }

    private String address() {
        boolean mapped =
                type == Type.IPV6 && Arrays.equals(octets, from, from + MAPPED.length, MAPPED, 0, MAPPED.length);
        return mapped
                ? "::ffff:" + NetUtil.bytesToIpAddress(Arrays.copyOfRange(octets, from + MAPPED.length, to))
                : NetUtil.bytesToIpAddress(Arrays.copyOfRange(octets, from, to));
    }

    boolean hexadecimal() {
        byte[] hex = room(2 * length());
        int at = 0;
        for (int i = from; i < to; i++) {
            hex[at++] = HEX[octets[i] >> 4 & 0xf];
            hex[at++] = HEX[octets[i] & 0xf];
        }
        return setText(hex, 0, at);
    }

    private boolean decimal() {
        if (number == Long.MIN_VALUE) {
            return setText(Long.toString(number).getBytes(StandardCharsets.US_ASCII));
        }
        byte[] digits = room(20);
        int at = 20;
        long rest = Math.abs(number);
        do {
            digits[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
        if (number < 0) {
            digits[--at] = '-';
        }
        return setText(digits, at, 20);
    }

    public boolean asBinary() {
        switch (type) {
            case BOOL, INT -> {
                byte[] bytes = room(8);
                for (int i = 0; i < 8; i++) {
                    bytes[i] = (byte) (number >>> 56 - 8 * i);
                }
                set(Type.BINARY, bytes, 0, 8);
            }
            case IPV4, IPV6, TEXT, BINARY -> type = Type.BINARY;
        }
        return true;
    }

    /** A copy that outlives the evaluation. */
    Value keep() {
        return type == Type.BOOL || type == Type.INT
                ? new Value(type, number, NOTHING)
                : new Value(type, 0, Arrays.copyOfRange(octets, from, to));
    }
}

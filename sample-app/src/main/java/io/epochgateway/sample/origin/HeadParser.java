package io.epochgateway.sample.origin;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;

/** Reads a request's head where it lies (RFC 9112 sections 2 to 6); looks only at what the origin answers by. */
final class HeadParser {

    /** Longest head in bytes, with its empty line. */
    static final int MOST_BYTES = 32 * 1024;

    /** Stops at what a field's value must not contain (RFC 9110 section 5.5). */
    private static final ByteProcessor FIELD_CONTENT = b -> b < 0 || (b >= ' ' && b != 0x7f) || b == '\t';

    /** Stops at what a target can't contain. */
    private static final ByteProcessor TARGET = b -> b > ' ' && b != 0x7f;

    private static final byte[] TOKEN_SYMBOLS = "!#$%&'*+-.^_`|~".getBytes(StandardCharsets.US_ASCII);

    private static final boolean[] IN_TOKEN = tokenBytes();

    private static final byte[] HOST = ascii("host");
    private static final byte[] EXPECT = ascii("expect");
    private static final byte[] CONNECTION = ascii("connection");
    private static final byte[] CONTENT_LENGTH = ascii("content-length");
    private static final byte[] TRANSFER_ENCODING = ascii("transfer-encoding");

    private static final byte[] HTTP_1 = ascii("HTTP/1.");

    private final ByteBuf in;

    private int hosts;
    private boolean close;
    private boolean keepAlive;
    private boolean chunked;
    private boolean expectsContinue;
    private long contentLength = -1;

    private HeadParser(ByteBuf in) {
        this.in = in;
    }

    /**
     * Looks for the end of the head.
     *
     * @param from where the search goes on; lines before it have been seen
     * @return the index after the empty line, or -1 if it isn't there yet
     */
    static int end(ByteBuf in, int from) throws BadRequestException {
        int first = in.readerIndex();
        int lf = in.indexOf(from, in.writerIndex(), (byte) '\n');
        while (lf >= 0) {
            if (lf == first || in.getByte(lf - 1) != '\r') {
                throw new BadRequestException("line feed without carriage return");
            }
            if (lf - 2 >= first && in.getByte(lf - 2) == '\n') {
                return lf + 1;
            }
            lf = in.indexOf(lf + 1, in.writerIndex(), (byte) '\n');
        }
        return -1;
    }

    /** Reads a whole head, from the reader index to the end that {@link #end} found. */
    static OriginRequest parse(ByteBuf in, int end) throws BadRequestException {
        return new HeadParser(in).request(end);
    }

    private OriginRequest request(int end) throws BadRequestException {
        int start = in.readerIndex();
        int lineEnd = in.indexOf(start, end, (byte) '\n') - 1;
        int method = in.indexOf(start, lineEnd, (byte) ' ');
        int target = method < 0 ? -1 : in.indexOf(method + 1, lineEnd, (byte) ' ');
        if (target < 0) {
            throw new BadRequestException("the request line isn't method, target and version");
        }
        requireToken(start, method, "method");
        if (target == method + 1 || in.forEachByte(method + 1, target - method - 1, TARGET) >= 0) {
            throw new BadRequestException("the target is empty or has a character that it can't have");
        }
        boolean http11 = isHttp11(target + 1, lineEnd);
        fields(lineEnd + 2, end - 2);
        return new OriginRequest(
                method - start == 4 && in.getInt(start) == 0x48454144,
                http11,
                !close && (http11 || keepAlive),
                expectsContinue && http11,
                body(http11),
                end - start,
                OriginArguments.of(in, method + 1, target));
    }

    private boolean isHttp11(int from, int to) throws BadRequestException {
        if (to - from == HTTP_1.length + 1 && matches(from, HTTP_1, 0)) {
            byte minor = in.getByte(to - 1);
            if (minor == '0' || minor == '1') {
                return minor == '1';
            }
        }
        throw new BadRequestException("the version isn't HTTP/1.0 or HTTP/1.1");
    }

    /** RFC 9112 section 6.3; what is ambiguous there is refused here. */
    private RequestBody body(boolean http11) throws BadRequestException {
        if (http11 ? hosts != 1 : hosts > 1) {
            throw new BadRequestException("HTTP/1.1 needs exactly one Host");
        }
        if (!chunked) {
            return new FixedRequestBody(Math.max(contentLength, 0));
        }
        if (!http11 || contentLength >= 0) {
            throw new BadRequestException("Transfer-Encoding with Content-Length or HTTP/1.0");
        }
        return new ChunkedRequestBody();
    }

    private void fields(int from, int to) throws BadRequestException {
        int start = from;
        while (start < to) {
            int lineEnd = in.indexOf(start, to, (byte) '\n') - 1;
            int colon = in.indexOf(start, lineEnd, (byte) ':');
            if (colon < 0) {
                throw new BadRequestException("a field without a colon");
            }
            requireToken(start, colon, "field name");
            if (in.forEachByte(colon + 1, lineEnd - colon - 1, FIELD_CONTENT) >= 0) {
                throw new BadRequestException("a control character in a field's value");
            }
            field(start, colon, lineEnd);
            start = lineEnd + 2;
        }
    }

    private void field(int from, int colon, int to) throws BadRequestException {
        switch (colon - from) {
            case 4 -> hosts += matches(from, HOST, 0x20) ? 1 : 0;
            case 6 -> {
                if (matches(from, EXPECT, 0x20)) {
                    expectsContinue |= value(colon, to).equalsIgnoreCase("100-continue");
                }
            }
            case 10 -> {
                if (matches(from, CONNECTION, 0x20)) {
                    connection(value(colon, to));
                }
            }
            case 14 -> {
                if (matches(from, CONTENT_LENGTH, 0x20)) {
                    contentLength(value(colon, to));
                }
            }
            case 17 -> {
                if (matches(from, TRANSFER_ENCODING, 0x20)) {
                    transferEncoding(value(colon, to));
                }
            }
            default -> {}
        }
    }

    private void connection(String value) {
        for (String option : value.split(",", -1)) {
            close |= option.strip().equalsIgnoreCase("close");
            keepAlive |= option.strip().equalsIgnoreCase("keep-alive");
        }
    }

    private void contentLength(String value) throws BadRequestException {
        boolean digits = !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
        if (contentLength >= 0 || !digits || value.length() > 18) {
            throw new BadRequestException("Content-Length isn't one number");
        }
        contentLength = Long.parseLong(value);
    }

    private void transferEncoding(String value) throws BadRequestException {
        if (chunked || !value.equalsIgnoreCase("chunked")) {
            throw new BadRequestException("Transfer-Encoding isn't chunked");
        }
        chunked = true;
    }

    private String value(int colon, int to) {
        return in.toString(colon + 1, to - colon - 1, StandardCharsets.US_ASCII).strip();
    }

    private void requireToken(int from, int to, String what) throws BadRequestException {
        boolean token = from < to;
        for (int at = from; token && at < to; at++) {
            byte b = in.getByte(at);
            token = b > 0 && IN_TOKEN[b];
        }
        if (!token) {
            throw new BadRequestException("the " + what + " isn't a token");
        }
    }

    /** Compares with each bit of the mask set: 0x20 folds the case of what has been seen to be a token. */
    private boolean matches(int from, byte[] expected, int mask) {
        for (int i = 0; i < expected.length; i++) {
            if ((in.getByte(from + i) | mask) != (expected[i] | mask)) {
                return false;
            }
        }
        return true;
    }

    private static boolean[] tokenBytes() {
        boolean[] bytes = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            bytes[c] = c <= '9' || c >= 'a' || (c >= 'A' && c <= 'Z');
        }
        for (byte symbol : TOKEN_SYMBOLS) {
            bytes[symbol] = true;
        }
        return bytes;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

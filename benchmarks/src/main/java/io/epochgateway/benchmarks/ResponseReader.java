package io.epochgateway.benchmarks;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;

/**
 * Reads the responses of one connection, one after the other, and finds where each ends (RFC 9112 section 6.3). Bodies
 * are skipped, not kept. Event loop only.
 */
final class ResponseReader {

    private static final int LONGEST_LINE = 4096;

    private enum Part {
        /** Nothing of the response has been read. */
        STATUS_LINE,
        /** Field lines, up to the empty one. */
        FIELDS,
        /** A body of known length. */
        BODY,
        /** A body that ends with the connection. */
        BODY_UNTIL_CLOSE,
        /** The line with the next chunk's size. */
        CHUNK_SIZE,
        /** A chunk's data. */
        CHUNK,
        /** The empty line after a chunk's data. */
        CHUNK_END,
        /** Trailer fields, up to the empty line. */
        TRAILERS,
        /** The response is complete. */
        END
    }

    private final boolean headRequest;
    private final byte[] line = new byte[LONGEST_LINE];
    private int lineLength;

    private Part part = Part.END;
    private int status;
    private boolean keepAlive;
    private boolean chunked;
    private long contentLength;
    private long left;
    private long bodySize;

    /** @param headRequest whether the responses answer HEAD and so have no body */
    ResponseReader(boolean headRequest) {
        this.headRequest = headRequest;
    }

    /** A request has been sent: its response is expected. */
    void next() {
        part = Part.STATUS_LINE;
        lineLength = 0;
    }

    /**
     * Takes the bytes that belong to the response.
     *
     * @return whether the response is complete; the buffer may have bytes left then
     */
    boolean read(ByteBuf in) throws BadResponseException {
        while (part != Part.END && step(in)) {
            // each step takes one line or the body bytes at hand
        }
        return part == Part.END;
    }

    /** Whether the connection's end is the response's end too. */
    boolean endsWithConnection() {
        return part == Part.BODY_UNTIL_CLOSE;
    }

    int status() {
        return status;
    }

    /** Whether the connection can take another request after this response. */
    boolean keepAlive() {
        return keepAlive;
    }

    /** Body bytes read so far, without chunk framing. */
    long bodySize() {
        return bodySize;
    }

    private boolean step(ByteBuf in) throws BadResponseException {
        return switch (part) {
            case BODY, CHUNK, BODY_UNTIL_CLOSE -> body(in);
            default -> {
                boolean complete = line(in);
                if (complete) {
                    take();
                    lineLength = 0;
                }
                yield complete;
            }
        };
    }

    private void take() throws BadResponseException {
        switch (part) {
            case STATUS_LINE -> statusLine();
            case FIELDS -> {
                if (lineLength > 0) {
                    field();
                } else {
                    part = afterHead();
                }
            }
            case CHUNK_SIZE -> {
                left = chunkSize();
                part = left == 0 ? Part.TRAILERS : Part.CHUNK;
            }
            case CHUNK_END -> {
                require(lineLength == 0, "chunk longer than its size");
                part = Part.CHUNK_SIZE;
            }
            case TRAILERS -> part = lineLength == 0 ? Part.END : Part.TRAILERS;
            default -> throw new IllegalStateException(part.name());
        }
    }

    private boolean body(ByteBuf in) {
        int size = part == Part.BODY_UNTIL_CLOSE ? in.readableBytes() : (int) Math.min(left, in.readableBytes());
        in.skipBytes(size);
        bodySize += size;
        if (part != Part.BODY_UNTIL_CLOSE) {
            left -= size;
            if (left == 0) {
                part = part == Part.BODY ? Part.END : Part.CHUNK_END;
            }
        }
        return in.isReadable();
    }

    /** Collects a line without its CR LF; false if its end has not arrived. */
    private boolean line(ByteBuf in) throws BadResponseException {
        int start = in.readerIndex();
        int feed = in.indexOf(start, in.writerIndex(), (byte) '\n');
        int size = (feed < 0 ? in.writerIndex() : feed + 1) - start;
        require(lineLength + size <= LONGEST_LINE, "line too long");
        in.readBytes(line, lineLength, size);
        lineLength += size;
        if (feed < 0) {
            return false;
        }
        require(lineLength >= 2 && line[lineLength - 2] == '\r', "line without CR");
        lineLength -= 2;
        return true;
    }

    private void statusLine() throws BadResponseException {
        boolean known = startsWith("http/1.") && lineLength >= 12 && line[8] == ' ';
        require(known && (lineLength == 12 || line[12] == ' '), "not an HTTP/1 status line");
        status = (int) number(9, 12, 10);
        require(status >= 100 && status < 600 && status != 101, "unexpected status");
        keepAlive = line[7] != '0';
        chunked = false;
        contentLength = -1;
        bodySize = 0;
        part = Part.FIELDS;
    }

    private void field() throws BadResponseException {
        if (startsWith("content-length:")) {
            long length = number("content-length:".length(), lineLength, 10);
            require(contentLength < 0 || contentLength == length, "two lengths");
            contentLength = length;
        } else if (startsWith("transfer-encoding:")) {
            require(value("transfer-encoding:").equalsIgnoreCase("chunked"), "unknown transfer coding");
            chunked = true;
        } else if (startsWith("connection:")) {
            keepAlive = value("connection:").equalsIgnoreCase("keep-alive")
                    || (keepAlive && !value("connection:").equalsIgnoreCase("close"));
        } else {
            boolean named = false;
            for (int i = 1; i < lineLength && !named; i++) {
                named = line[i] == ':';
            }
            require(named, "field without a name");
        }
    }

    private Part afterHead() throws BadResponseException {
        require(!chunked || contentLength < 0, "both a length and a transfer coding");
        if (status < 200) {
            return Part.STATUS_LINE;
        }
        if (headRequest || status == 204 || status == 304 || contentLength == 0) {
            return Part.END;
        }
        if (chunked) {
            return Part.CHUNK_SIZE;
        }
        left = contentLength;
        keepAlive &= contentLength > 0;
        return contentLength > 0 ? Part.BODY : Part.BODY_UNTIL_CLOSE;
    }

    private long chunkSize() throws BadResponseException {
        int end = 0;
        while (end < lineLength && line[end] != ';' && line[end] != ' ') {
            end++;
        }
        return number(0, end, 16);
    }

    private long number(int from, int to, int radix) throws BadResponseException {
        String digits = new String(line, from, to - from, ISO_8859_1).trim();
        boolean plain = !digits.isEmpty() && digits.chars().allMatch(c -> Character.digit(c, radix) >= 0);
        try {
            require(plain, "not a number");
            return Long.parseLong(digits, radix);
        } catch (NumberFormatException e) {
            throw new BadResponseException("number too large");
        }
    }

    private String value(String name) {
        return new String(line, name.length(), lineLength - name.length(), ISO_8859_1).trim();
    }

    /** Whether the line begins with the text, which is in lower case. */
    private boolean startsWith(String text) {
        if (lineLength < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            int c = line[i];
            if ((c >= 'A' && c <= 'Z' ? c + 32 : c) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void require(boolean condition, String otherwise) throws BadResponseException {
        if (!condition) {
            throw new BadResponseException(otherwise);
        }
    }
}

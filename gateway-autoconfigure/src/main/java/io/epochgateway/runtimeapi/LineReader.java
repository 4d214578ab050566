package io.epochgateway.runtimeapi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes lines from a connection, each up to the size of one buffer (HAProxy {@code tune.bufsize}). One thread. */
final class LineReader {

    /** HAProxy's default. */
    static final int BUFFER_SIZE = 16384;

    private final ReadableByteChannel in;
    private final byte[] bytes = new byte[BUFFER_SIZE];
    private int start;
    private int end;

    LineReader(ReadableByteChannel in) {
        this.in = in;
    }

    /**
     * Waits for the next line.
     *
     * @return without its end; null after the last, and a line without an end is none
     * @throws IOException also if the line is too long
     */
    @Nullable
    String next() throws IOException {
        int searched = start;
        while (true) {
            int newline = find(searched);
            if (newline >= 0) {
                return take(newline);
            }
            searched = end - start;
            if (!fill()) {
                return null;
            }
        }
    }

    /** Whether another line is here already. */
    boolean hasNext() {
        return find(start) >= 0;
    }

    private int find(int from) {
        for (int i = from; i < end; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private String take(int newline) {
        int length = newline - start;
        if (length > 0 && bytes[newline - 1] == '\r') {
            length--;
        }
        String line = new String(bytes, start, length, StandardCharsets.UTF_8);
        start = newline + 1;
        return line;
    }

    private boolean fill() throws IOException {
        System.arraycopy(bytes, start, bytes, 0, end - start);
        end -= start;
        start = 0;
        if (end == bytes.length) {
            throw new IOException("a line is longer than " + BUFFER_SIZE + " bytes");
        }
        int read = in.read(ByteBuffer.wrap(bytes, end, bytes.length - end));
        end += Math.max(read, 0);
        return read >= 0;
    }
}

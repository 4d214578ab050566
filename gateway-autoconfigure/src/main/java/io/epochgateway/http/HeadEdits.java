package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.util.Arrays;

/** What is written otherwise than it was read, and the writing. */
final class HeadEdits {

    private static final int CRLF = '\r' << 8 | '\n';
    private static final int CRLF_LENGTH = 2;
    private static final int AS_READ = -1;

    private AsciiString[] lines = new AsciiString[4];
    private int count;
    private int linesLength;
    private AsciiString last = AsciiString.EMPTY_STRING;
    private int minorVersion = AS_READ;

    void clear() {
        if (count > 0) {
            Arrays.fill(lines, 0, count, AsciiString.EMPTY_STRING);
        }
        count = 0;
        linesLength = 0;
        last = AsciiString.EMPTY_STRING;
        minorVersion = AS_READ;
    }

    void append(AsciiString line) {
        if (count == lines.length) {
            lines = Arrays.copyOf(lines, count * 2);
        }
        lines[count++] = line;
        linesLength += line.length();
    }

    void end(AsciiString line) {
        last = line;
    }

    void setMinorVersion(int minor) {
        minorVersion = minor;
    }

    void keepMinorVersion() {
        minorVersion = AS_READ;
    }

    boolean any() {
        return count > 0 || !last.isEmpty() || minorVersion != AS_READ;
    }

    int linesLength() {
        return linesLength + last.length();
    }

    /** Writes a whole head in as few runs as the removed fields allow. */
    void write(HeadBytes head, FieldIndex index, int minorVersionAt, ByteBuf out) {
        int first = out.writerIndex();
        int fieldsEnd = head.at - CRLF_LENGTH;
        int run = head.start;
        if (index.removals()) {
            for (int field = 0; field < index.count(); field++) {
                if (index.removed(field)) {
                    writeRun(head, run, index.nameStart(field), out);
                    run = field + 1 < index.count() ? index.nameStart(field + 1) : fieldsEnd;
                }
            }
        }
        if (count == 0 && last.isEmpty()) {
            writeRun(head, run, head.at, out);
        } else {
            writeRun(head, run, fieldsEnd, out);
            for (int line = 0; line < count; line++) {
                out.writeBytes(lines[line].array(), lines[line].arrayOffset(), lines[line].length());
            }
            out.writeBytes(last.array(), last.arrayOffset(), last.length());
            out.writeShort(CRLF);
        }
        if (minorVersion != AS_READ) {
            out.setByte(first + minorVersionAt - head.start, '0' + minorVersion);
        }
    }

    private static void writeRun(HeadBytes head, int from, int to, ByteBuf out) {
        if (from < to) {
            out.writeBytes(head.bytes, from, to - from);
        }
    }
}

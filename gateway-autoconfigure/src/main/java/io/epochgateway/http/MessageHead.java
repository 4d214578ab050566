package io.epochgateway.http;

import io.epochgateway.definition.RestrictReqHdrNames;
import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The head of one HTTP/1 message, indexed in place: the bytes in one array, offsets in an int array, no String until
 * somebody asks for one. Strict: what RFC 9112 calls invalid or leaves ambiguous is refused. Reusable, never shared:
 * event loop only.
 */
public final class MessageHead {

    /** Which start line is expected. */
    public enum Kind {
        REQUEST,
        RESPONSE
    }

    /** Where the reading of a head stands. */
    public enum Progress {
        /** More bytes are needed; all that were given are kept. */
        INCOMPLETE,
        /** The head is whole, and the buffer stands at the first byte after it. */
        COMPLETE,
        /** The head will never be valid; {@link #refusal()} says why. */
        REFUSED
    }

    /** Most heads fit, and little of a body is copied in vain. */
    private static final int FIRST_PIECE = 512;

    private final HeadBytes head;
    private final FieldIndex index = new FieldIndex();
    private final KnownFields known = new KnownFields();
    private final HeadEdits edits = new HeadEdits();
    private final @Nullable RequestLine requestLine;
    private final StartLine startLine;
    private final FieldLines fieldLines;
    private final HopByHop hopByHop;
    private Progress progress = Progress.INCOMPLETE;
    private boolean startLineDone;
    private boolean inOnePiece;

    public MessageHead(Kind kind, HeadLimits limits) {
        head = new HeadBytes(limits.bytes());
        requestLine = kind == Kind.REQUEST ? new RequestLine(head, limits.target()) : null;
        startLine = requestLine != null ? requestLine : new StatusLine(head);
        fieldLines = new FieldLines(head, limits.fields(), index, known);
        hopByHop = new HopByHop(head, index, known, edits);
    }

    /**
     * Reads on from where the last call ended. Moves the reader index past what belongs to the head; takes everything
     * while the head is incomplete. Each byte is scanned once, whatever the splits. Empty lines before a request line
     * are skipped (RFC 9112 section 2.2). Takes nothing and answers the same until {@link #reset()} once the head is
     * complete or refused.
     */
    public Progress read(ByteBuf in) {
        if (progress != Progress.INCOMPLETE) {
            return progress;
        }
        boolean fromTheStart = head.end == 0;
        int piece = FIRST_PIECE;
        while (in.isReadable() && progress == Progress.INCOMPLETE) {
            head.fill(in, piece);
            progress = scan();
            piece *= 4;
        }
        if (progress == Progress.COMPLETE) {
            head.handBack(in);
            inOnePiece = fromTheStart && head.start == 0 && !head.amended;
        }
        return progress;
    }

    private Progress scan() {
        if (!startLineDone) {
            startLineDone = startLine.scan();
        }
        if (startLineDone && fieldLines.scan()) {
            head.refusal = requestLine != null
                    ? known.endOfRequest(head.bytes, requestLine)
                    : known.endOfFraming(startLine.minorVersion() == 0);
            if (head.refusal == null) {
                normalize();
                return Progress.COMPLETE;
            }
        } else if (head.refusal == null && head.full()) {
            head.refusal = startLineDone ? Refusal.HEAD_TOO_LARGE : startLine.tooLong();
        }
        return head.refusal == null ? Progress.INCOMPLETE : Progress.REFUSED;
    }

    /** Edits what is valid but could be taken otherwise by the next reader. */
    private void normalize() {
        if (head.bytes[startLine.minorVersionAt()] > '1') {
            edits.setMinorVersion(1);
        }
        if (requestLine == null && (startLine.status() < 200 || startLine.status() == 204)) {
            removeBodyFraming();
        } else if (known.lengthUnclear()) {
            index.removeAll(FieldName.CONTENT_LENGTH);
            edits.append(new AsciiString("content-length: " + known.contentLength() + "\r\n"));
        }
    }

    /** For a message that has no body whatever it says: takes and writes no framing fields (RFC 9112 section 6.3). */
    void removeBodyFraming() {
        index.removeAll(FieldName.CONTENT_LENGTH);
        index.removeAll(FieldName.TRANSFER_ENCODING);
        known.ignoreBody();
    }

    /** Forgets everything, edits included, so that the next head can be read. */
    public void reset() {
        head.clear();
        index.clear();
        known.clear();
        edits.clear();
        startLine.clear();
        fieldLines.clear();
        progress = Progress.INCOMPLETE;
        startLineDone = false;
        inOnePiece = false;
    }

    /** Whether a byte of this head has arrived; empty lines before it are none. */
    public boolean started() {
        return startLineDone || startLine.step > 0 || (requestLine == null && head.end > 0);
    }

    /**
     * Whether all of the head came in the last call's buffer with nothing before it, so the buffer itself can go on:
     * the head is the {@link #length()} bytes before the reader index that the call left.
     */
    public boolean inOnePiece() {
        return inOnePiece;
    }

    /** Bytes of the head, the empty line included, those before the start line not. */
    public int length() {
        return head.at - head.start;
    }

    /** Why the head was refused; null while it was not. */
    public @Nullable Refusal refusal() {
        return head.refusal;
    }

    /** Of a complete request. */
    public Method method() {
        return startLine.method();
    }

    /**
     * Copies the start line of a complete head as it came, without its line end.
     *
     * @return how much of it there was room for
     */
    public int copyStartLine(byte[] to) {
        int length = 0;
        for (int at = head.start; at < head.end && length < to.length; at++) {
            byte octet = head.bytes[at];
            if (octet == '\r' || octet == '\n') {
                break;
            }
            to[length++] = octet;
        }
        return length;
    }

    /** The request target as it was sent; of a complete request. */
    public String target() {
        return text(targetStart(), targetEnd());
    }

    /** Where the start line begins among the {@link #octets()}. */
    public int start() {
        return head.start;
    }

    /** The names of the fields in lower case, removed ones left out. Makes a String. */
    public String names(String delimiter) {
        StringBuilder names = new StringBuilder();
        for (int field = 0; field < index.count(); field++) {
            if (!index.removed(field)) {
                int from = index.nameStart(field);
                names.append(names.isEmpty() ? "" : delimiter)
                        .append(text(from, from + index.nameLength(field)).toLowerCase(Locale.ROOT));
            }
        }
        return names.toString();
    }

    /** Where the request target begins among the {@link #octets()}; of a complete request. */
    public int targetStart() {
        return request().targetStart();
    }

    /** The octet behind the request target; of a complete request. */
    public int targetEnd() {
        return request().targetEnd();
    }

    /** Where the value of a field begins among the {@link #octets()}, surrounding white space left out. */
    public int valueStart(int field) {
        return index.valueStart(field);
    }

    /** The octet behind the value of a field, surrounding white space left out. */
    public int valueEnd(int field) {
        return index.valueEnd(field);
    }

    /** What was read, to look at and not to keep: it changes with the next {@link #read} and {@link #reset}. */
    public byte[] octets() {
        return head.bytes;
    }

    private RequestLine request() {
        if (requestLine == null) {
            throw new IllegalStateException("no request");
        }
        return requestLine;
    }

    /** Whether the target of a complete request is this path, of whatever authority and without a query. */
    public boolean asksFor(String path) {
        return requestLine != null && requestLine.asksFor(path);
    }

    /** 100 to 999. */
    public int status() {
        return startLine.status();
    }

    /** 0 for HTTP/1.0, 1 for HTTP/1.1 and what is newer. */
    public int minorVersion() {
        return startLine.minorVersion();
    }

    /** Sets the version that is written: 0 or 1. What was read, and what follows from it, stays. */
    public void setMinorVersion(int minor) {
        if (minor < 0 || minor > 1) {
            throw new IllegalArgumentException("minor version " + minor);
        }
        if (minor != head.bytes[startLine.minorVersionAt()] - '0') {
            edits.setMinorVersion(minor);
        } else {
            edits.keepMinorVersion();
        }
    }

    public int fields() {
        return index.count();
    }

    public FieldName name(int field) {
        return index.name(field);
    }

    /** The name as it came. Makes a String. */
    public String nameText(int field) {
        int from = index.nameStart(field);
        return text(from, from + index.nameLength(field));
    }

    /** The first field of that name at or after {@code from}, removed ones left out; -1 if there is none. */
    public int find(FieldName name, int from) {
        return index.find(name, from);
    }

    /** The first field of that name, in any case, at or after {@code from}, removed ones left out; -1 for none. */
    public int find(AsciiString name, int from) {
        return index.find(head.bytes, name.array(), name.arrayOffset(), name.length(), from);
    }

    /** The value without surrounding white space. Makes a String, each octet a character (ISO 8859-1). */
    public String value(int field) {
        return text(index.valueStart(field), index.valueEnd(field));
    }

    /** Whether the value, without surrounding white space, is this text. */
    public boolean hasValue(int field, AsciiString text) {
        int from = index.valueStart(field);
        return Arrays.equals(
                head.bytes,
                from,
                index.valueEnd(field),
                text.array(),
                text.arrayOffset(),
                text.arrayOffset() + text.length());
    }

    private String text(int from, int to) {
        return new String(head.bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** The announced length, below 10^18; -1 if none was announced, or if a 1xx or 204 response announced one. */
    public long contentLength() {
        return known.contentLength();
    }

    /** Whether the last transfer coding is chunked; it is the only one then. */
    public boolean chunked() {
        return known.chunked();
    }

    /** Whether the sender lets the connection live on after this message (RFC 9112 section 9.3). */
    public boolean persistent() {
        ConnectionOptions connection = known.connection();
        return !connection.close() && (minorVersion() > 0 || connection.keepAlive());
    }

    /**
     * Whether {@code Connection} names {@code upgrade} and an {@code Upgrade} field is there. Never in HTTP/1.0
     * (RFC 9110 section 7.8) and never for HTTP/2, which is not reached by upgrade any more (RFC 9113 section 3.1).
     */
    public boolean upgrade() {
        return minorVersion() > 0 && known.upgrades();
    }

    /** Whether {@code Expect: 100-continue} is there; in HTTP/1.0 it means nothing (RFC 9110 section 10.1.1). */
    public boolean expectsContinue() {
        return minorVersion() > 0 && known.expectsContinue();
    }

    /** Whether the sender would rather read JSON than HTML; walks the fields. */
    public boolean prefersJson() {
        int field = find(Accept.NAME, 0);
        if (field < 0) {
            return false;
        }
        Accept accept = new Accept();
        for (; field >= 0; field = find(Accept.NAME, field + 1)) {
            accept.read(head.bytes, index.valueStart(field), index.valueEnd(field));
        }
        return accept.prefersJson();
    }

    /**
     * Leaves fields out whose names have other octets than letters, digits and hyphens, or refuses them.
     *
     * @return false if there is one that is refused
     */
    public boolean restrictNames(RestrictReqHdrNames restriction) {
        if (restriction == RestrictReqHdrNames.PRESERVE) {
            return true;
        }
        int field = index.findUnusualName(head.bytes, 0);
        for (; field >= 0; field = index.findUnusualName(head.bytes, field + 1)) {
            if (restriction == RestrictReqHdrNames.REJECT) {
                return false;
            }
            index.remove(field);
        }
        return true;
    }

    /** Leaves a field out of what is written. What followed from it, such as {@link #chunked()}, stays. */
    public void remove(int field) {
        index.remove(field);
    }

    /**
     * Leaves out what belongs to one connection only: {@code Connection}, what it nominates, {@code Keep-Alive},
     * {@code Proxy-Connection}, {@code TE} but for {@code trailers}, and {@code Upgrade} (RFC 9110 section 7.6.1).
     * Fields that the proxy acts upon, such as {@code Host}, can't be nominated. A kept {@code TE} takes its
     * {@code connection: te} along (RFC 9110 section 10.1.4).
     *
     * @param keepUpgrade keeps {@code Upgrade} and writes a {@code connection: upgrade} with it
     */
    public void removeHopByHop(boolean keepUpgrade) {
        hopByHop.remove(keepUpgrade);
    }

    /** Adds a field after the others; {@code line} is {@code name: value} and its CRLF. */
    public void append(AsciiString line) {
        edits.append(line);
    }

    /** Adds a field behind all others, in the place of the one that was added so before. */
    public void end(AsciiString line) {
        edits.end(line);
    }

    /** Whether what is written differs from what was read. */
    public boolean edited() {
        return index.removals() || edits.any() || head.amended;
    }

    /** The most bytes that {@link #writeTo} will write. */
    public int writtenLength() {
        return length() + edits.linesLength();
    }

    /** Writes the head with its edits, the empty line included. */
    public void writeTo(ByteBuf out) {
        edits.write(head, index, startLine.minorVersionAt(), out);
    }
}

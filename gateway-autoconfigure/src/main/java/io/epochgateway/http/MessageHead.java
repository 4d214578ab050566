package io.epochgateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
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

    public MessageHead(Kind kind, HeadLimits limits) {}

    /**
     * Reads on from where the last call ended. Moves the reader index past what belongs to the head; takes everything
     * while the head is incomplete. Each byte is scanned once, whatever the splits. Empty lines before a request line
     * are skipped (RFC 9112 section 2.2).
     */
    public Progress read(ByteBuf in) {
        throw new UnsupportedOperationException();
    }

    /** Forgets everything, edits included, so that the next head can be read. */
    public void reset() {
        throw new UnsupportedOperationException();
    }

    /** Whether a byte of this head has arrived. */
    public boolean started() {
        throw new UnsupportedOperationException();
    }

    /** Whether all of the head came in the last call's buffer with nothing before it, so the buffer itself can go on. */
    public boolean inOnePiece() {
        throw new UnsupportedOperationException();
    }

    /** Bytes of the head, the empty line included. */
    public int length() {
        throw new UnsupportedOperationException();
    }

    /** Why the head was refused; null while it was not. */
    public @Nullable Refusal refusal() {
        throw new UnsupportedOperationException();
    }

    public Method method() {
        throw new UnsupportedOperationException();
    }

    /** The request line without its line end, or what of it arrived; for logs, so control characters are escaped. */
    public String startLine() {
        throw new UnsupportedOperationException();
    }

    /** The request target as it was sent. */
    public String target() {
        throw new UnsupportedOperationException();
    }

    /** 100 to 999. */
    public int status() {
        throw new UnsupportedOperationException();
    }

    /** 0 for HTTP/1.0, 1 for HTTP/1.1. */
    public int minorVersion() {
        throw new UnsupportedOperationException();
    }

    public int fields() {
        throw new UnsupportedOperationException();
    }

    public FieldName name(int field) {
        throw new UnsupportedOperationException();
    }

    /** The first field of that name at or after {@code from}, removed ones left out; -1 if there is none. */
    public int find(FieldName name, int from) {
        throw new UnsupportedOperationException();
    }

    /** The first field of that name, in any case, at or after {@code from}, removed ones left out; -1 for none. */
    public int find(AsciiString name, int from) {
        throw new UnsupportedOperationException();
    }

    /** The value without surrounding white space. Makes a String. */
    public String value(int field) {
        throw new UnsupportedOperationException();
    }

    /** The announced length; -1 if none was announced. */
    public long contentLength() {
        throw new UnsupportedOperationException();
    }

    /** Whether the last transfer coding is chunked. */
    public boolean chunked() {
        throw new UnsupportedOperationException();
    }

    /** Whether the sender lets the connection live on after this message (RFC 9112 section 9.3). */
    public boolean persistent() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code Connection} names {@code upgrade} and an {@code Upgrade} field is there. */
    public boolean upgrade() {
        throw new UnsupportedOperationException();
    }

    /** Whether {@code Expect: 100-continue} is there. */
    public boolean expectsContinue() {
        throw new UnsupportedOperationException();
    }

    /** Leaves a field out of what is written. */
    public void remove(int field) {
        throw new UnsupportedOperationException();
    }

    /**
     * Leaves out what belongs to one connection only: {@code Connection}, what it nominates, {@code Keep-Alive},
     * {@code Proxy-Connection}, {@code TE} but for {@code trailers}, and {@code Upgrade} (RFC 9110 section 7.6.1).
     *
     * @param keepUpgrade keeps {@code Upgrade} and writes a {@code connection: upgrade} with it
     */
    public void removeHopByHop(boolean keepUpgrade) {
        throw new UnsupportedOperationException();
    }

    /** Adds a field after the others; {@code line} is {@code name: value} and its CRLF. */
    public void append(AsciiString line) {
        throw new UnsupportedOperationException();
    }

    /** Whether what is written differs from what was read. */
    public boolean edited() {
        throw new UnsupportedOperationException();
    }

    /** The most bytes that {@link #writeTo} will write. */
    public int writtenLength() {
        throw new UnsupportedOperationException();
    }

    /** Writes the head with its edits, the empty line included. */
    public void writeTo(ByteBuf out) {
        throw new UnsupportedOperationException();
    }
}

package io.epochgateway.stream;

import io.epochgateway.counter.EventCounter;
import io.epochgateway.http.BodyFraming;
import io.epochgateway.http.MessageHead;
import io.epochgateway.http.Method;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response on its way to the client: its head, read and rewritten, and where its body ends. Event loop only. */
final class IncomingResponse {

    private static final EventCounter HEADERS = EventCounter.glitch("readHead", "parsing error (response headers)");
    private static final EventCounter PAYLOAD = EventCounter.glitch("take", "parsing error (response payload)");

    static final AsciiString CLOSE = AsciiString.cached("connection: close\r\n");
    static final AsciiString KEEP_ALIVE = AsciiString.cached("connection: keep-alive\r\n");

    private static final ByteBuf CONTINUE = Unpooled.unreleasableBuffer(
            Unpooled.directBuffer().writeBytes("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private static final int SWITCHING_PROTOCOLS = 101;
    private static final int UNAUTHORIZED = 401;
    private static final int UPGRADE_REQUIRED = 426;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final AsciiString WWW_AUTHENTICATE = AsciiString.cached("www-authenticate");
    private static final AsciiString PROXY_AUTHENTICATE = AsciiString.cached("proxy-authenticate");

    /** What the server has said so far. */
    enum Said {
        /** Less than a head. */
        TOO_LITTLE,
        /** What is no response to this request. */
        NONSENSE,
        /** An interim response (RFC 9110 section 15.2); the final one follows. */
        INTERIM,
        /** That bytes go both ways from now on. */
        TUNNEL,
        /** The head of the final response. */
        FINAL
    }

    private final ClientSide client;
    private final Heads heads;
    private final boolean keepsHead;
    private final BodyFraming body = new BodyFraming();
    private Method method = Method.OTHER;
    private boolean oldClient;
    private boolean upgradeAsked;
    private boolean serverStays;
    private int start;
    private int status;
    private @Nullable MessageHead head;

    /**
     * @param keepsHead whether the final head is looked at until the stream is over
     */
    IncomingResponse(ClientSide client, Heads heads, boolean keepsHead) {
        this.client = client;
        this.heads = heads;
        this.keepsHead = keepsHead;
    }

    /** A request is about to be answered. */
    void expect(MessageHead request) {
        method = request.method();
        oldClient = request.minorVersion() == 0;
        upgradeAsked = request.upgrade();
    }

    /** What its last complete head says. */
    int status() {
        return status;
    }

    /** Whether a byte of it has come. */
    boolean begun() {
        return head != null;
    }

    /** Whether the server lets its connection live on after it. */
    boolean serverStays() {
        return serverStays;
    }

    /** Whether its body is complete. */
    boolean complete() {
        return body.complete();
    }

    /** Whether only the end of the connection ends its body. */
    boolean untilClose() {
        return body.untilClose();
    }

    /** Bytes of the body that are still to come and mean nothing to its framing. */
    long rest() {
        return body.rest();
    }

    /** So many of them went past user space. */
    void passed(int bytes) {
        body.passed(bytes);
    }

    /** Reads on; stands at the first byte after the head where there is one. */
    Said readHead(ByteBuf in) {
        MessageHead reading = head;
        if (reading == null) {
            reading = heads.takeResponse();
            head = reading;
        }
        start = in.readerIndex();
        return switch (reading.read(in)) {
            case INCOMPLETE -> Said.TOO_LITTLE;
            case REFUSED -> {
                HEADERS.hit();
                yield Said.NONSENSE;
            }
            case COMPLETE -> {
                status = reading.status();
                yield meaning(status);
            }
        };
    }

    private Said meaning(int status) {
        if ((upgradeAsked && status == SWITCHING_PROTOCOLS) || (method == Method.CONNECT && status / 100 == 2)) {
            return Said.TUNNEL;
        }
        if (status == SWITCHING_PROTOCOLS) {
            return Said.NONSENSE;
        }
        return status < 200 ? Said.INTERIM : Said.FINAL;
    }

    /** Lets the client send its body, in the server's place (RFC 9110 section 10.1.1). */
    void passContinue() {
        client.output().write(CONTINUE.duplicate());
    }

    /**
     * Whether its final head asks for an authentication that holds for the connection, not for the request: NTLM and
     * Negotiate (RFC 4559 section 6).
     */
    boolean authenticatesTheConnection() {
        MessageHead last = Objects.requireNonNull(head);
        return switch (last.status()) {
            case UNAUTHORIZED -> challenges(last, WWW_AUTHENTICATE);
            case PROXY_AUTHENTICATION_REQUIRED -> challenges(last, PROXY_AUTHENTICATE);
            default -> false;
        };
    }

    private static boolean challenges(MessageHead head, AsciiString name) {
        for (int field = head.find(name, 0); field >= 0; field = head.find(name, field + 1)) {
            for (String challenge : head.value(field).split(",", -1)) {
                String scheme = challenge.strip();
                if (scheme.regionMatches(true, 0, "NTLM", 0, 4) || scheme.regionMatches(true, 0, "Nego", 0, 4)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Passes an interim response on, but not to a client of HTTP/1.0. */
    void passInterim(ByteBuf in) {
        MessageHead interim = Objects.requireNonNull(head);
        if (!oldClient) {
            interim.removeHopByHop(false);
            client.output().write(HeadWriter.write(interim, in, start, 0));
        }
        interim.reset();
    }

    /** Passes the head on that opens a tunnel. */
    void passTunnelHead(ByteBuf in) {
        MessageHead opening = Objects.requireNonNull(head);
        body.ofResponse(opening, method);
        opening.removeHopByHop(opening.status() == SWITCHING_PROTOCOLS);
        ByteBuf piece = HeadWriter.write(opening, in, start, 0);
        passed();
        client.output().write(piece);
    }

    /** The final head, complete. */
    MessageHead head() {
        return Objects.requireNonNull(head);
    }

    /**
     * Makes of the final head, and of what of its body came with it, the first piece for the client.
     *
     * @param clientStays whether the client may send another request, as far as the response allows
     * @return null if the body's framing is invalid
     */
    @Nullable
    ByteBuf firstPiece(ByteBuf in, boolean clientStays) {
        MessageHead last = Objects.requireNonNull(head);
        body.ofResponse(last, method);
        int bodyBytes = take(in);
        if (bodyBytes < 0) {
            return null;
        }
        serverStays = last.persistent() && !body.untilClose();
        // a 426 has to say to which protocol (RFC 9110 section 15.5.22)
        last.removeHopByHop(last.status() == UPGRADE_REQUIRED);
        last.setMinorVersion(1);
        if (!clientStays || body.untilClose()) {
            last.append(CLOSE);
        } else if (oldClient) {
            last.append(KEEP_ALIVE);
        }
        ByteBuf piece = HeadWriter.write(last, in, start, bodyBytes);
        passed();
        return piece;
    }

    /** How many of the readable bytes belong to the body; -1 if its framing is invalid. */
    int take(ByteBuf in) {
        int bytes = body.take(in);
        PAYLOAD.hitIf(bytes < 0);
        return bytes;
    }

    private void passed() {
        if (!keepsHead) {
            release();
        }
    }

    /** Lets go of the head. */
    void release() {
        if (head != null) {
            heads.giveResponse(head);
            head = null;
        }
    }
}

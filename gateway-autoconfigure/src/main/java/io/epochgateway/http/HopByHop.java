package io.epochgateway.http;

import io.netty.util.AsciiString;
import java.nio.charset.StandardCharsets;

/** Leaves out what concerns one connection only (RFC 9110 section 7.6.1). */
final class HopByHop {

    private static final byte[] TRAILERS = "trailers".getBytes(StandardCharsets.US_ASCII);
    private static final AsciiString TE_TRAILERS = AsciiString.cached("te: trailers\r\n");
    private static final AsciiString CONNECTION_TE = AsciiString.cached("connection: te\r\n");
    private static final AsciiString CONNECTION_UPGRADE = AsciiString.cached("connection: upgrade\r\n");
    private static final AsciiString CONNECTION_UPGRADE_TE = AsciiString.cached("connection: upgrade, te\r\n");

    private final FieldList list = new FieldList();
    private final HeadBytes head;
    private final FieldIndex index;
    private final KnownFields known;
    private final HeadEdits edits;

    HopByHop(HeadBytes head, FieldIndex index, KnownFields known, HeadEdits edits) {
        this.head = head;
        this.index = index;
        this.known = known;
        this.edits = edits;
    }

    void remove(boolean keepUpgrade) {
        if (index.seen(FieldName.CONNECTION) && known.connection().nominates()) {
            removeNominated();
        }
        index.removeAll(FieldName.CONNECTION);
        index.removeAll(FieldName.KEEP_ALIVE);
        index.removeAll(FieldName.PROXY_CONNECTION);
        boolean trailers = removeTe();
        boolean upgrade = keepUpgrade && index.find(FieldName.UPGRADE, 0) >= 0;
        if (!upgrade) {
            index.removeAll(FieldName.UPGRADE);
        }
        if (upgrade) {
            edits.append(trailers ? CONNECTION_UPGRADE_TE : CONNECTION_UPGRADE);
        } else if (trailers) {
            edits.append(CONNECTION_TE);
        }
    }

    /**
     * Only fields that the proxy doesn't act upon can be nominated: a client must not take {@code Host} or the framing
     * from the server.
     */
    private void removeNominated() {
        int field = index.find(FieldName.CONNECTION, 0);
        for (; field >= 0; field = index.find(FieldName.CONNECTION, field + 1)) {
            list.of(head.bytes, index.valueStart(field), index.valueEnd(field));
            while (list.next()) {
                removeOther(list.from(), list.to() - list.from());
            }
        }
    }

    private void removeOther(int name, int length) {
        int field = index.find(head.bytes, head.bytes, name, length, 0);
        if (field >= 0 && index.name(field) != FieldName.OTHER) {
            return;
        }
        for (; field >= 0; field = index.find(head.bytes, head.bytes, name, length, field + 1)) {
            index.remove(field);
        }
    }

    /** Leaves {@code TE} out but for {@code trailers}, which is written anew; whether it is (RFC 9110 10.1.4). */
    private boolean removeTe() {
        boolean trailers = false;
        for (int field = index.find(FieldName.TE, 0); field >= 0; field = index.find(FieldName.TE, field + 1)) {
            list.of(head.bytes, index.valueStart(field), index.valueEnd(field));
            while (list.next()) {
                trailers |= list.is(TRAILERS);
            }
            index.remove(field);
        }
        if (trailers) {
            edits.append(TE_TRAILERS);
        }
        return trailers;
    }
}

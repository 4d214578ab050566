package io.epochgateway.net;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Reads the header of the PROXY protocol that a connection begins with. Event loop only. */
public final class ProxyHeaderReader {

    /** What has been found so far. */
    public enum Progress {
        /** Nothing wrong yet; nothing was consumed. */
        INCOMPLETE,
        /** There it is, consumed. */
        COMPLETE,
        /** There will be none. */
        REFUSED
    }

    private @Nullable ProxyHeader header;
    private @Nullable ProxyHeaderFault fault;

    /** Looks at everything that the connection has sent. */
    public Progress read(ByteBuf in) {
        try {
            header = begins(in, ProxyHeaderV2.SIGNATURE)
                    ? ProxyHeaderV2.read(in)
                    : begins(in, ProxyHeaderV1.SIGNATURE) ? ProxyHeaderV1.read(in) : noHeader();
        } catch (Malformed malformed) {
            fault = malformed.fault;
            return Progress.REFUSED;
        }
        return header == null ? Progress.INCOMPLETE : Progress.COMPLETE;
    }

    private static ProxyHeader noHeader() throws Malformed {
        throw new Malformed(ProxyHeaderFault.NO_HEADER);
    }

    /** As far as there is anything. */
    private static boolean begins(ByteBuf in, byte[] signature) {
        int length = Math.min(in.readableBytes(), signature.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    /** After {@link Progress#COMPLETE}. */
    public ProxyHeader header() {
        if (header == null) {
            throw new IllegalStateException("not complete");
        }
        return header;
    }

    /** After {@link Progress#REFUSED}. */
    public ProxyHeaderFault fault() {
        if (fault == null) {
            throw new IllegalStateException("not refused");
        }
        return fault;
    }

    /** The header can't be taken. */
    static final class Malformed extends Exception {

        private final ProxyHeaderFault fault;

        Malformed(ProxyHeaderFault fault) {
            super(fault.text(), null, false, false);
            this.fault = fault;
        }

        static Malformed invalid() {
            return new Malformed(ProxyHeaderFault.INVALID);
        }
    }
}

package io.epochgateway.rule.sample;

import io.netty.buffer.ByteBuf;

/**
 * The hello message at the beginning of a TLS connection, not decrypted but read: it is in the clear (RFC 8446
 * section 4.1.2 and RFC 6066 section 3). One that is split over several records is put together. Whatever a length says,
 * nothing is read beyond what came.
 */
final class TlsHello {

    static final int CLIENT = 1;

    private static final int HANDSHAKE = 22;
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int MOST_RECORD = 16384;

    private static final int SERVER_NAME = 0;
    private static final int ALPN = 16;

    private final byte[] message;
    private final int end;

    private TlsHello(byte[] message, int end) {
        this.message = message;
        this.end = end;
    }

    /**
     * Puts the first message together.
     *
     * @param room at least as long as what is readable
     * @return its length, negative if more is needed, 0 if it is no handshake
     */
    static int gather(ByteBuf bytes, byte[] room) {
        int at = bytes.readerIndex();
        int end = bytes.writerIndex();
        int gathered = 0;
        while (true) {
            if (at < end && bytes.getByte(at) != HANDSHAKE || at + 1 < end && bytes.getByte(at + 1) != 3) {
                return 0;
            }
            if (end - at < RECORD_HEADER) {
                return -1;
            }
            int record = bytes.getUnsignedShort(at + 3);
            if (record == 0 || record > MOST_RECORD) {
                return 0;
            }
            at += RECORD_HEADER;
            int there = Math.min(record, end - at);
            bytes.getBytes(at, room, gathered, there);
            gathered += there;
            at += there;
            if (gathered >= MESSAGE_HEADER) {
                int length = MESSAGE_HEADER + ((room[1] & 0xff) << 16 | (room[2] & 0xff) << 8 | room[3] & 0xff);
                if (gathered >= length) {
                    return length;
                }
            }
            if (there < record) {
                return -1;
            }
        }
    }

    /** The type of the first handshake message; negative if more is needed, 0 if there is none. */
    static int type(ByteBuf bytes) {
        int at = bytes.readerIndex();
        int there = bytes.readableBytes();
        if (there > 0 && bytes.getByte(at) != HANDSHAKE || there > 1 && bytes.getByte(at + 1) != 3) {
            return 0;
        }
        return there > RECORD_HEADER ? bytes.getUnsignedByte(at + RECORD_HEADER) : -1;
    }

    static TlsHello of(byte[] message, int length) {
        return new TlsHello(message, length);
    }

    boolean isClients() {
        return end > MESSAGE_HEADER && message[0] == CLIENT;
    }

    /** The version it says, as major and minor; 0 if it is too short. */
    int version() {
        return end < MESSAGE_HEADER + 2 ? 0 : (message[4] & 0xff) << 16 | message[5] & 0xff;
    }

    /** The host name of the server name indication; false if there is none. */
    boolean serverName(Sample sample) {
        int at = extension(SERVER_NAME);
        // list length, type host_name, name length
        if (at < 0 || at + 5 > end || message[at + 2] != 0) {
            return false;
        }
        int length = number(at + 3);
        return at + 5 + length <= end && length > 0 && sample.setText(message, at + 5, at + 5 + length);
    }

    /** The protocol that the client names first; false if there is none. */
    boolean alpn(Sample sample) {
        int at = extension(ALPN);
        if (at < 0 || at + 3 > end) {
            return false;
        }
        int length = message[at + 2] & 0xff;
        return at + 3 + length <= end && length > 0 && sample.setText(message, at + 3, at + 3 + length);
    }

    /** Where the content of an extension begins; -1 if it isn't there. */
    private int extension(int wanted) {
        int at = MESSAGE_HEADER + 2 + 32;
        at = at < end ? at + 1 + (message[at] & 0xff) : end;
        at = at + 2 <= end ? at + 2 + number(at) : end;
        at = at < end ? at + 1 + (message[at] & 0xff) : end;
        if (at + 2 > end) {
            return -1;
        }
        int last = Math.min(end, at + 2 + number(at));
        at += 2;
        while (at + 4 <= last) {
            int length = number(at + 2);
            if (number(at) == wanted) {
                return at + 4 + length <= last ? at + 4 : -1;
            }
            at += 4 + length;
        }
        return -1;
    }

    private int number(int at) {
        return (message[at] & 0xff) << 8 | message[at + 1] & 0xff;
    }
}

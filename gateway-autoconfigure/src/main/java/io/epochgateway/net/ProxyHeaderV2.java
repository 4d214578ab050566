package io.epochgateway.net;

import io.epochgateway.net.ProxyHeaderReader.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Version 2 of the PROXY protocol: binary. */
final class ProxyHeaderV2 {

    static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    private static final int FIXED = 16;

    /** What we take at most, as HAProxy with its default buffer; no sender comes near. */
    private static final int LONGEST = 16 * 1024;

    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private static final int UNSPECIFIED = 0x00;
    private static final int TCP4 = 0x11;
    private static final int TCP6 = 0x21;
    private static final int UNIX_STREAM = 0x31;

    private static final int UNIX_PATH = 108;
    private static final int CRC_LENGTH = 4;

    private ProxyHeaderV2() {}

    /** Consumes a whole header; null if there is none yet. */
    static @Nullable ProxyHeader read(ByteBuf in) throws Malformed {
        if (in.readableBytes() < FIXED) {
            return null;
        }
        int start = in.readerIndex();
        int command = in.getUnsignedByte(start + SIGNATURE.length);
        if (command != LOCAL && command != PROXY) {
            throw Malformed.invalid();
        }
        int length = FIXED + in.getUnsignedShort(start + SIGNATURE.length + 2);
        if (length > LONGEST) {
            throw new Malformed(ProxyHeaderFault.TRUNCATED);
        }
        if (in.readableBytes() < length) {
            return null;
        }
        byte[] header = new byte[length];
        in.readBytes(header);
        // the addresses of a LOCAL header mean nothing, whatever they are
        return command == LOCAL ? ProxyHeader.LOCAL : parse(ByteBuffer.wrap(header));
    }

    private static ProxyHeader parse(ByteBuffer header) throws Malformed {
        int family = header.get(SIGNATURE.length + 1) & 0xFF;
        int addresses = switch (family) {
            case UNSPECIFIED -> 0;
            case TCP4 -> 12;
            case TCP6 -> 36;
            case UNIX_STREAM -> 2 * UNIX_PATH;
            default -> throw new Malformed(ProxyHeaderFault.UNHANDLED);
        };
        if (header.limit() < FIXED + addresses) {
            throw Malformed.invalid();
        }
        if (family == UNSPECIFIED) {
            // a receiver has to skip what follows
            return ProxyHeader.LOCAL;
        }
        checkTlvs(header, FIXED + addresses);
        header.position(FIXED);
        ClientAddresses said = family == UNIX_STREAM ? paths(header) : inet(header, family == TCP4 ? 4 : 16);
        byte[] tlvs = new byte[header.remaining()];
        header.get(tlvs);
        return new ProxyHeader(said, tlvs);
    }

    private static ClientAddresses inet(ByteBuffer header, int bytes) {
        byte[] source = new byte[bytes];
        byte[] destination = new byte[bytes];
        header.get(source).get(destination);
        return new ClientAddresses(socket(source, header.getShort()), socket(destination, header.getShort()));
    }

    private static SocketAddress socket(byte[] address, short port) {
        return new InetSocketAddress(ProxyHeaderV1.of(address), Short.toUnsignedInt(port));
    }

    private static ClientAddresses paths(ByteBuffer header) {
        return new ClientAddresses(path(header), path(header));
    }

    private static SocketAddress path(ByteBuffer header) {
        byte[] padded = new byte[UNIX_PATH];
        header.get(padded);
        int length = UNIX_PATH;
        while (length > 0 && padded[length - 1] == 0) {
            length--;
        }
        return new DomainSocketAddress(new String(padded, 0, length, StandardCharsets.UTF_8));
    }

    private static void checkTlvs(ByteBuffer header, int start) throws Malformed {
        int at = start;
        while (at < header.limit()) {
            if (header.limit() - at < ProxyHeader.TLV_START) {
                throw Malformed.invalid();
            }
            int length = Short.toUnsignedInt(header.getShort(at + 1));
            int value = at + ProxyHeader.TLV_START;
            if (header.limit() - value < length) {
                throw Malformed.invalid();
            }
            if ((header.get(at) & 0xFF) == ProxyHeader.CRC32C) {
                checkSum(header, value, length);
            }
            at = value + length;
        }
    }

    @SuppressWarnings("ByteBufferBackingArray") // it wraps a whole array
    private static void checkSum(ByteBuffer header, int value, int length) throws Malformed {
        if (length != CRC_LENGTH) {
            throw Malformed.invalid();
        }
        int said = header.getInt(value);
        header.putInt(value, 0);
        if (said != sum(header.array())) {
            throw Malformed.invalid();
        }
        header.putInt(value, said);
    }

    /** Of the header with zeros in the place of the sum. */
    private static int sum(byte[] header) {
        CRC32C sum = new CRC32C();
        sum.update(header);
        return (int) sum.getValue();
    }

    /** The header that says these addresses, or that there are none. */
    static byte[] write(@Nullable ClientAddresses addresses, boolean checksum, byte[] more) {
        byte[] said = addresses == null ? null : addresses(addresses);
        int tlvs = checksum ? ProxyHeader.TLV_START + CRC_LENGTH : 0;
        int length = (said == null ? 0 : said.length - 1) + tlvs + more.length;
        ByteBuffer header = ByteBuffer.allocate(FIXED + length);
        header.put(SIGNATURE).put((byte) (said == null ? LOCAL : PROXY));
        header.put(said == null ? UNSPECIFIED : said[0]).putShort((short) length);
        if (said != null) {
            header.put(said, 1, said.length - 1);
        }
        if (checksum) {
            header.put((byte) ProxyHeader.CRC32C).putShort((short) CRC_LENGTH);
            int place = header.position();
            header.put(place + CRC_LENGTH, more);
            header.putInt(place, sum(header.array()));
        } else {
            header.put(more);
        }
        return header.array();
    }

    /** The family's byte and the addresses; null if there are none that can be said. */
    private static byte @Nullable [] addresses(ClientAddresses addresses) {
        if (addresses.source() instanceof InetSocketAddress source
                && addresses.destination() instanceof InetSocketAddress destination) {
            return inet(source, destination);
        }
        if (addresses.source() instanceof DomainSocketAddress source
                && addresses.destination() instanceof DomainSocketAddress destination
                // a client's socket has no name unless a header gave it one; HAProxy takes no such addresses
                && !source.path().isEmpty()) {
            byte[] said = new byte[1 + 2 * UNIX_PATH];
            said[0] = UNIX_STREAM;
            put(source, said, 1);
            put(destination, said, 1 + UNIX_PATH);
            return said;
        }
        return null;
    }

    private static void put(DomainSocketAddress address, byte[] said, int at) {
        byte[] path = address.path().getBytes(StandardCharsets.UTF_8);
        System.arraycopy(path, 0, said, at, Math.min(path.length, UNIX_PATH));
    }

    private static byte[] inet(InetSocketAddress source, InetSocketAddress destination) {
        boolean four = source.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address;
        ByteBuffer said = ByteBuffer.allocate(four ? 13 : 37).put((byte) (four ? TCP4 : TCP6));
        put(source.getAddress(), four, said);
        put(destination.getAddress(), four, said);
        return said.putShort((short) source.getPort())
                .putShort((short) destination.getPort())
                .array();
    }

    private static void put(InetAddress address, boolean four, ByteBuffer said) {
        if (!four && address instanceof Inet4Address) {
            said.put(ByteBufUtil.decodeHexDump("00000000000000000000ffff"));
        }
        said.put(address.getAddress());
    }
}

package io.epochgateway.net;

import io.epochgateway.net.ProxyHeaderReader.Malformed;
import io.netty.buffer.ByteBuf;
import io.netty.util.NetUtil;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Version 1 of the PROXY protocol: one line. */
final class ProxyHeaderV1 {

    static final byte[] SIGNATURE = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    /** Bytes of the longest line, its end included (section 2.1). */
    private static final int LONGEST = 107;

    /** Decimal without leading zeros, so that nobody can read it in another way. */
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");

    private static final Pattern IPV4 = Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

    private static final int FIELDS = 6;

    private ProxyHeaderV1() {}

    /** Consumes a whole line; null if there is none yet. */
    static @Nullable ProxyHeader read(ByteBuf in) throws Malformed {
        int start = in.readerIndex();
        int length = Math.min(in.readableBytes(), LONGEST);
        int lineFeed = in.indexOf(start, start + length, (byte) '\n');
        if (lineFeed < 0) {
            if (length == LONGEST) {
                throw Malformed.invalid();
            }
            return null;
        }
        if (in.getByte(lineFeed - 1) != '\r') {
            throw Malformed.invalid();
        }
        ProxyHeader header = parse(in.toString(start, lineFeed - 1 - start, StandardCharsets.ISO_8859_1));
        in.readerIndex(lineFeed + 1);
        return header;
    }

    private static ProxyHeader parse(String line) throws Malformed {
        // what follows UNKNOWN is to be ignored
        if (line.equals("PROXY UNKNOWN") || line.startsWith("PROXY UNKNOWN ")) {
            return ProxyHeader.LOCAL;
        }
        String[] fields = line.split(" ", -1);
        if (fields.length != FIELDS) {
            throw Malformed.invalid();
        }
        boolean six = switch (fields[1]) {
            case "TCP4" -> false;
            case "TCP6" -> true;
            default -> throw Malformed.invalid();
        };
        SocketAddress source = new InetSocketAddress(address(fields[2], six), port(fields[4]));
        SocketAddress destination = new InetSocketAddress(address(fields[3], six), port(fields[5]));
        return new ProxyHeader(new ClientAddresses(source, destination), new byte[0]);
    }

    private static InetAddress address(String text, boolean six) throws Malformed {
        boolean valid = six
                ? NetUtil.isValidIpV6Address(text) && text.indexOf('%') < 0 && text.indexOf('[') < 0
                : IPV4.matcher(text).matches() && NetUtil.isValidIpV4Address(text);
        byte[] bytes = valid ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        if (bytes == null) {
            throw Malformed.invalid();
        }
        return of(bytes);
    }

    /** An IPv4 address in an IPv6 one stays what it is. */
    static InetAddress of(byte[] bytes) {
        try {
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalArgumentException(wrongLength);
        }
    }

    private static int port(String text) throws Malformed {
        int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : -1;
        if (port < 0 || port > 65535) {
            throw Malformed.invalid();
        }
        return port;
    }

    /** The line that says these addresses, or that there are none. */
    static byte[] write(@Nullable ClientAddresses addresses) {
        return line(addresses).getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(@Nullable ClientAddresses addresses) {
        if (addresses == null
                || !(addresses.source() instanceof InetSocketAddress source)
                || !(addresses.destination() instanceof InetSocketAddress destination)) {
            return "PROXY UNKNOWN\r\n";
        }
        boolean six =
                !(source.getAddress() instanceof Inet4Address && destination.getAddress() instanceof Inet4Address);
        return "PROXY %s %s %s %d %d\r\n"
                .formatted(
                        six ? "TCP6" : "TCP4",
                        text(source.getAddress(), six),
                        text(destination.getAddress(), six),
                        source.getPort(),
                        destination.getPort());
    }

    private static String text(InetAddress address, boolean six) {
        String text = NetUtil.toAddressString(address, true);
        return six && address instanceof Inet4Address ? "::ffff:" + text : text;
    }
}

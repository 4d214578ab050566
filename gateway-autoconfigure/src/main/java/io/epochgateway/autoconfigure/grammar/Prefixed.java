package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.SocketAddress;
import io.netty.util.NetUtil;

/**
 * An address and the prefix that tells of what kind it is.
 *
 * @param kind what stands before the @; {@code unix} for a bare path, else empty without an @
 * @param address what stands behind it
 */
record Prefixed(String kind, String address) {

    static Prefixed of(String text) {
        int at = text.indexOf('@');
        if (at >= 0) {
            return new Prefixed(text.substring(0, at), text.substring(at + 1));
        }
        return new Prefixed(text.startsWith("/") ? "unix" : "", text);
    }

    /** For kinds that are network addresses. */
    IpFamily family() {
        return switch (kind) {
            case "ipv4" -> IpFamily.IPV4;
            case "ipv6" -> IpFamily.IPV6;
            default -> IpFamily.ANY;
        };
    }

    SocketAddress.Tcp tcp(String host, int port) {
        boolean name = !host.isEmpty() && !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
        return new SocketAddress.Tcp(name ? family() : IpFamily.ANY, host, port);
    }

    SocketAddress unix() throws Mistake {
        if (address.isEmpty() || address.indexOf('\0') >= 0) {
            throw new Mistake("'unix@' lacks its path", "Write one, for example /run/gateway.sock.");
        }
        return new SocketAddress.Unix(address);
    }

    SocketAddress abstractSocket() throws Mistake {
        int longest = 106;
        if (address.isEmpty() || address.length() > longest || !address.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
            throw new Mistake(
                    "'" + kind + "@" + address + "' is no abstract socket",
                    "Write a name of up to " + longest + " letters.");
        }
        return new SocketAddress.Abstract(address, kind.equals("abns"));
    }

    Mistake unknownKind(String valid) {
        return new Mistake("'" + kind + "@' is no kind of address", "Valid: " + valid + ".");
    }
}

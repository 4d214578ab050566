package io.epochgateway.rule;

import io.epochgateway.definition.PersistenceDefinition;
import io.epochgateway.rule.language.Mistake;
import io.epochgateway.rule.sample.Evidence;
import io.epochgateway.rule.sample.Expression;
import io.epochgateway.rule.sample.Sample;
import io.epochgateway.rule.sample.Scope;
import io.epochgateway.server.Server;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings clients of the Remote Desktop Protocol back to the server that their routing token names ([MS-RDPBCGR] section
 * 3.2.5.3.1): {@code address.port.reserved}, the address of IPv4 and the port as decimal numbers of the octets in
 * reverse order.
 */
final class RdpPersistence {

    private static final long MOST_ADDRESS = 0xffff_ffffL;
    private static final long MOST_PORT = 0xffff;

    private final Expression cookie;
    private final List<Server> servers;
    private final boolean evenDown;

    private RdpPersistence(Expression cookie, List<Server> servers, boolean evenDown) {
        this.cookie = cookie;
        this.servers = servers;
        this.evenDown = evenDown;
    }

    /** Null if the backend wants none. */
    static @Nullable RdpPersistence of(
            PersistenceDefinition persistence, String property, Scope scope, List<Server> servers) {
        if (persistence.rdpCookie() == null) {
            return null;
        }
        String text = "req.rdp_cookie(" + persistence.rdpCookie() + ")";
        try {
            return new RdpPersistence(Expression.parse(text, scope), servers, persistence.evenDown());
        } catch (Mistake mistake) {
            throw mistake.at(property, text);
        }
    }

    /** The one that the bytes of a stream name and that may be used; null if there is none. */
    @Nullable
    Server server(Evidence evidence, Sample sample) {
        if (!cookie.evaluate(evidence, sample)) {
            return null;
        }
        int dot = end(sample, sample.from());
        int secondDot = dot < sample.to() ? end(sample, dot + 1) : dot;
        long address = number(sample, sample.from(), dot);
        long port = number(sample, dot + 1, secondDot);
        return secondDot == sample.to() || address > MOST_ADDRESS || port > MOST_PORT
                ? null
                : at(Integer.reverseBytes((int) address), Short.toUnsignedInt(Short.reverseBytes((short) port)));
    }

    private @Nullable Server at(int address, int port) {
        for (Server server : servers) {
            if (server.address() instanceof InetSocketAddress own
                    && own.getPort() == port
                    && own.getAddress() instanceof Inet4Address ip
                    && isAt(ip, address)
                    && (evenDown || server.takesItsOwn())) {
                return server;
            }
        }
        return null;
    }

    private static boolean isAt(Inet4Address ip, int address) {
        byte[] octets = ip.getAddress();
        return (octets[0] & 0xff) == address >>> 24
                && (octets[1] & 0xff) == (address >>> 16 & 0xff)
                && (octets[2] & 0xff) == (address >>> 8 & 0xff)
                && (octets[3] & 0xff) == (address & 0xff);
    }

    /** The next dot, or the end. */
    private static int end(Sample sample, int from) {
        int at = from;
        while (at < sample.to() && sample.octets()[at] != '.') {
            at++;
        }
        return at;
    }

    /** Decimal; more than any address if it is no number. */
    private static long number(Sample sample, int from, int to) {
        long number = to > from && to - from <= 10 ? 0 : Long.MAX_VALUE;
        for (int at = from; at < to && number <= MOST_ADDRESS; at++) {
            int digit = sample.octets()[at] - '0';
            number = digit >= 0 && digit <= 9 ? number * 10 + digit : Long.MAX_VALUE;
        }
        return number;
    }
}

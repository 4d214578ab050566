package io.epochgateway.net;

import io.epochgateway.definition.IpFamily;
import io.epochgateway.definition.SocketAddress.Abstract;
import io.epochgateway.definition.SocketAddress.Inherited;
import io.epochgateway.definition.SocketAddress.Service;
import io.epochgateway.definition.SocketAddress.Srv;
import io.epochgateway.definition.SocketAddress.Tcp;
import io.epochgateway.definition.SocketAddress.Unix;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/** From an address of the configuration to one of the network. Any thread that may block. */
public final class Resolution {

    private Resolution() {}

    /**
     * Asks the system's resolver for names, which may block.
     *
     * @throws UnknownHostException if the name has no address of the family
     */
    public static SocketAddress resolve(io.epochgateway.definition.SocketAddress address) throws UnknownHostException {
        return switch (address) {
            case Tcp tcp -> new InetSocketAddress(host(tcp), tcp.port());
            case Unix unix -> new DomainSocketAddress(unix.path());
            case Abstract name -> new DomainSocketAddress(name.path());
            case Inherited fd -> throw new UnknownHostException(fd.text());
            case Srv srv -> throw new UnknownHostException(srv.text());
            case Service service -> throw new UnknownHostException(service.text());
        };
    }

    static InetAddress host(Tcp address) throws UnknownHostException {
        // an empty host is all IPv4 addresses, as in HAProxy
        String host = address.host().isEmpty() ? "0.0.0.0" : address.host();
        for (InetAddress candidate : InetAddress.getAllByName(host)) {
            if (suits(candidate, address.family())) {
                return candidate;
            }
        }
        throw new UnknownHostException(host + " has no address of the family");
    }

    private static boolean suits(InetAddress candidate, IpFamily family) {
        return switch (family) {
            case ANY -> true;
            case IPV4 -> candidate instanceof Inet4Address;
            case IPV6 -> candidate instanceof Inet6Address;
        };
    }
}

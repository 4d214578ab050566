package io.epochgateway.autoconfigure.grammar;

import io.epochgateway.definition.SocketAddress.Tcp;
import io.netty.util.NetUtil;

/** Where a name server is: an IP address, and its port if it isn't 53. */
record NameServerPlace() implements Scalar<Tcp> {

    private static final WholeNumber PORT = new WholeNumber(1, 65535);

    @Override
    public Tcp parse(String text) throws Mistake {
        String written = text.startsWith("udp@") ? text.substring("udp@".length()) : text;
        Prefixed prefixed = Prefixed.of(written);
        if (!prefixed.kind().isEmpty() && !prefixed.kind().startsWith("ipv")) {
            throw prefixed.unknownKind("udp@, ipv4@, ipv6@");
        }
        String address = prefixed.address();
        boolean bare =
                NetUtil.isValidIpV4Address(address) || NetUtil.isValidIpV6Address(address) || address.endsWith("]");
        HostPort parts = bare
                ? new HostPort(HostPort.host(prefixed.family(), address), "53")
                : HostPort.parse(prefixed.family(), address);
        if (!NetUtil.isValidIpV4Address(parts.host()) && !NetUtil.isValidIpV6Address(parts.host())) {
            throw new Mistake("'" + text + "' is no IP address", "Write for example 10.0.0.53:53.");
        }
        return new Tcp(parts.host(), parts.port(PORT));
    }

    @Override
    public String values() {
        return "address[:port]";
    }
}
